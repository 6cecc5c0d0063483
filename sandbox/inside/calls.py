"""Writes down how a probe calls the solution, as Python that a person can copy; only in cells that hold the solution.

What is written down is the first call of each observation, if its arguments are few enough to be read.
"""

import functools
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from sandbox.inside.tensors import torch_module

MOST = 1600  # characters of a call
FEW = 48  # numbers in an array
WIDE = 90  # a longer call has a line for each argument


class Unwritable(Exception):
    """A value has no short text that makes it again."""


class Recorder:
    """Stands before the functions of a module, and notes with what they are called first."""

    def __init__(self, module: ModuleType, names: list[str]) -> None:
        self.calls: dict[str, str] = {}
        self.text: str | None = None
        self.depth = 0
        for name in names:
            if isinstance(function := vars(module).get(name), FunctionType):
                setattr(module, name, self._watched(function))

    def note(self, observation: str) -> None:
        """Keep the first call since the last note as that of an observation, if it could be written."""
        if self.text:
            self.calls[observation] = self.text
        self.text = None

    def _watched(self, function: FunctionType) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*args: Any, **named: Any) -> Any:
            if self.text is None and self.depth == 0:
                self.text = call(function.__name__, args, named)  # before the function changes its arguments
            self.depth += 1
            try:
                return function(*args, **named)
            finally:
                self.depth -= 1

        return watched


def call(name: str, args: tuple[Any, ...], named: dict[str, Any]) -> str:
    """Return a program that prints what a call returns; "" if it would be long, or cannot be written."""
    writer = Writer()
    try:
        parts = [writer.text(value) for value in args] + [f"{key}={writer.text(named[key])}" for key in named]
    except Unwritable:
        return ""
    line = f"{name}({', '.join(parts)})"
    if len(line) > WIDE:
        line = f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + ")"
    imports = {"torch.": "import torch\n", "np.": "import numpy as np\n"}
    return "".join(found for used, found in imports.items() if used in line) + f"print({line})"


class Writer:
    """Writes values as the Python that makes them, until there is no more room."""

    def __init__(self) -> None:
        self.room = MOST

    def text(self, value: Any) -> str:
        """Return the Python that makes `value`. Raises Unwritable."""
        kind = type(value)
        if value is None or kind in (bool, int, float):
            return self._taken(repr(value) if kind is not float or np.isfinite(value) else f'float("{value}")')
        if kind is str:
            return self._taken(repr(value[:MOST]))
        if kind is dict:
            return "{" + ", ".join(f"{self.text(key)}: {self.text(item)}" for key, item in value.items()) + "}"
        if kind in (list, tuple):
            return self._list(list(map(self.text, value)), kind)
        return self._array(value, kind)

    def _list(self, parts: list[str], kind: type) -> str:
        inner = ", ".join(parts) + ("," if kind is tuple and len(parts) == 1 else "")
        if len(inner) > WIDE and any(part.startswith("[") for part in parts):
            inner = "\n" + "".join(f"        {part},\n" for part in parts) + "    "  # a row, a line
        return f"[{inner}]" if kind is list else f"({inner})"

    def _array(self, value: Any, kind: type) -> str:
        torch = torch_module()
        if kind is np.ndarray and value.dtype.kind in "biuf" and value.size <= FEW:
            return f'np.array({self.text(value.tolist())}, dtype="{value.dtype.name}")'
        if torch is not None and kind is torch.Tensor and value.numel() <= FEW:
            leaf = ", requires_grad=True" if value.requires_grad else ""
            return f"torch.tensor({self.text(value.tolist())}, dtype={value.dtype}{leaf})"
        raise Unwritable

    def _taken(self, text: str) -> str:
        self.room -= len(text) + 2
        if self.room < 0:
            raise Unwritable
        return text
