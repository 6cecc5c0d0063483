"""Compares the signatures of two sources by their syntax trees; nothing is executed."""

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef


def differences(one: str, other: str, entry: list[str]) -> list[str]:
    """Return a sentence for each public name of `one` that `other` has differently or not at all."""
    first, second = outline(ast.parse(one)), outline(ast.parse(other))
    found = [f"{name} is not defined" for name in entry if name not in first]
    for name, signature in first.items():
        if name not in second:
            found.append(f"{name} does not exist in the other file")
        elif signature != second[name]:
            found.append(f"{name}{signature} is {name}{second[name]} in the other file")
    return found


def outline(tree: ast.Module) -> dict[str, str]:
    """Return the public top-level functions, classes and their methods, each with its signature as text."""
    found = {}
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            found[node.name] = signature(node)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found[node.name] = "(" + ", ".join(ast.unparse(base) for base in node.bases) + ")"
            for method in node.body:
                if isinstance(method, Function) and (method.name == "__init__" or method.name[0] != "_"):
                    found[f"{node.name}.{method.name}"] = signature(method)
    return found


def signature(node: Function) -> str:
    """Return parameters, defaults, annotations and return type as Python writes them."""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"
