"""YAML with the line of every value, and without its traps: no aliases, no repeated keys, no tags."""

from typing import Any

import yaml

MAX_TEXT = 256 * 1024
Path = tuple[str | int, ...]
# libyaml bounds nesting; PyYAML's own scanner takes quadratic time over a long row of brackets.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SAFE_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}


class YamlProblem(Exception):
    """The text is no acceptable YAML. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Located:
    """A document: its `data`, and the line of each path in it."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {(): 1}
        if len(text) > MAX_TEXT:
            raise YamlProblem(1, f"longer than {MAX_TEXT} characters")
        self.loader = LOADER(text)
        self.data = self._read()

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest thing around it that exists."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def _read(self) -> Any:
        try:
            node = self.loader.get_single_node()
            return None if node is None else self._value(node, (), set())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise YamlProblem(mark.line + 1 if mark else 1, str(error.problem)) from None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise YamlProblem(1, f"not readable as YAML: {str(error)[:200]}") from None

    def _value(self, node: Any, path: Path, seen: set[int]) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if id(node) in seen:
            raise YamlProblem(line, "aliases are not allowed: write the value out")
        seen.add(id(node))
        if node.tag not in SAFE_TAGS:
            raise YamlProblem(line, f"unexpected type {node.tag.rpartition(':')[2]}: put it in quotes")
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index), seen) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, seen)
        return self.loader.construct_object(node)

    def _mapping(self, node: Any, path: Path, seen: set[int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise YamlProblem(key.start_mark.line + 1, f"the key {name} occurs twice")
            found[name] = self._value(value, (*path, name), seen)
            self.lines[(*path, name)] = key.start_mark.line + 1
        return found
