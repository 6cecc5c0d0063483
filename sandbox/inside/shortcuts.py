"""Finds forbidden names in a source, by its syntax tree: what it means, not what it looks like.

Import aliases, attribute chains, plain assignments (`f = F.softmax`) and getattr with constant text are resolved;
comments, strings and the learner's own definitions of the same name are none of our business. What only shows at run
time is the guard's task (guard.py).
"""

import ast
import builtins
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

BY_TEXT = ("getattr", "__dict__", "vars", "import_module", "__import__")  # what reaches a name that is put together


def find(source: str, names: list[str]) -> list[dict[str, Any]]:
    """Return {"name", "line"} for each use of a forbidden dotted name; ".sort" forbids a method on anything."""
    if not may_use(source, names):
        return []
    reader = Reader(ast.parse(source))
    found: dict[str, int] = {}
    for dotted, line in reader.uses():
        for name in names:
            if matches(dotted, name):
                found.setdefault(name, line)
    return [{"name": name, "line": line, "how": "source"} for name, line in found.items()]


def may_use(source: str, names: list[str]) -> bool:
    """Return whether a source is worth parsing: all that the syntax tree tells of a name has its last part in the
    text, and not only where it is defined.
    """
    text = source if source.isascii() else unicodedata.normalize("NFKC", source)  # as Python reads names
    leaves = [name.rpartition(".")[2] for name in names]
    return any(way in text for way in BY_TEXT) or any(leaf in text.replace(f"def {leaf}", "") for leaf in leaves)


def matches(dotted: str, name: str) -> bool:
    """Return whether `dotted`, as the source resolves to it, is `name`, lies in it, or is the same object."""
    if name.startswith("."):
        return dotted.startswith("?") and dotted.endswith(name)
    name = name if "." in name or not hasattr(builtins, name) else f"builtins.{name}"
    if dotted == name or dotted.startswith(f"{name}."):
        return True
    return dotted.rpartition(".")[2] == name.rpartition(".")[2] and same_object(dotted, name)


def same_object(one: str, other: str) -> bool:
    """Return whether two dotted names of loaded modules lead to one object: torch exports most things twice."""
    left = resolve(one)
    return left is not None and left is resolve(other)


def resolve(dotted: str) -> Any:
    """Return the object behind a dotted name, without importing anything; None if there is none."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        found: Any = sys.modules.get(".".join(parts[:cut]))
        if found is None:
            continue
        try:
            for part in parts[cut:]:
                found = getattr(found, part)
        except Exception:  # a module that loads its parts lazily may raise anything
            return None
        return found
    return None


class Reader:
    """Knows what each name of a module stands for."""

    def __init__(self, tree: ast.Module) -> None:
        self.nodes = list(ast.walk(tree))
        self.means: dict[str, str] = {}
        self.starred: list[str] = []
        self.imported: list[tuple[str, int]] = []
        self.own = set(self._own_names())
        for node in self.nodes:
            self._learn_import(node)
        for node in self.nodes:
            self._learn_alias(node)

    def uses(self) -> Iterator[tuple[str, int]]:
        """Yield every dotted name the source reaches, with its line."""
        yield from self.imported
        for node in self.nodes:
            if isinstance(node, ast.Attribute | ast.Name | ast.Call | ast.Subscript):
                for dotted in self.meanings(node):
                    yield dotted, node.lineno

    def _own_names(self) -> Iterator[str]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id

    def _learn_import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imported.append((alias.name, node.lineno))
                top = alias.name.partition(".")[0]
                self.means[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if alias.name == "*":
                    self.starred.append(node.module)
                else:
                    self.imported.append((f"{node.module}.{alias.name}", node.lineno))
                    self.means[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def _learn_alias(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute | ast.Name | ast.Call):
            dotted = [name for name in self.meanings(node.value) if not name.startswith("?")]
            for target in node.targets:
                if dotted and isinstance(target, ast.Name):
                    self.means.setdefault(target.id, dotted[0])

    def meanings(self, node: ast.AST) -> list[str]:
        """Return the dotted names that an expression may stand for; "?.x" is x of something unknown."""
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Attribute):
            return [f"{base}.{node.attr}" for base in self.meanings(node.value) or ["?"]]
        if isinstance(node, ast.Subscript):
            return self._item(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        return []

    def _name(self, name: str) -> list[str]:
        if name in self.means:
            return [self.means[name]]
        if name in self.own:
            return []
        if hasattr(builtins, name):
            return [f"builtins.{name}"]
        return [f"{module}.{name}" for module in self.starred]

    def _item(self, node: ast.Subscript) -> list[str]:
        """`F.__dict__["softmax"]` and `vars(F)["softmax"]`."""
        text = constant_text(node.slice)
        if text is None:
            return []
        base = node.value
        if isinstance(base, ast.Attribute) and base.attr == "__dict__":
            return [f"{owner}.{text}" for owner in self.meanings(base.value)]
        if isinstance(base, ast.Call) and base.args and self.meanings(base.func) == ["builtins.vars"]:
            return [f"{owner}.{text}" for owner in self.meanings(base.args[0])]
        return []

    def _call(self, node: ast.Call) -> list[str]:
        """`getattr(F, "softmax")`, `importlib.import_module("torch.nn")` and `__import__("torch")`."""
        called = self.meanings(node.func)
        texts = [constant_text(argument) for argument in node.args]
        if called == ["builtins.getattr"] and len(texts) > 1 and texts[1]:
            return [f"{owner}.{texts[1]}" for owner in self.meanings(node.args[0]) or ["?"]]
        if called in (["importlib.import_module"], ["builtins.__import__"]) and texts and texts[0]:
            return [texts[0]]
        return []


def constant_text(node: ast.AST) -> str | None:
    """Return the text of a string constant or of a sum of them."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant_text(node.left), constant_text(node.right)
        return left + right if left is not None and right is not None else None
    return None
