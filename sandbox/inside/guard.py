"""Notices forbidden functions at run time, below their Python names, however they were reached.

What is noticed is written down before it is raised, so that a try/except around the call hides nothing. Only calls
with a frame of the learner's on the stack count: the exercise's own code may use what the learner may not.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

from sandbox.inside import shortcuts, tensors


class Forbidden(BaseException):
    """A forbidden function was called; not an Exception, so that it is not caught by accident."""


class Guard:
    """Watches the functions that an exercise forbids, in the code of one file."""

    def __init__(self, forbids: list[dict[str, Any]], filename: str) -> None:
        self.forbids = forbids
        self.filename = filename
        self.hits: list[dict[str, Any]] = []
        self.targets: dict[str, Any] = {forbid["name"]: shortcuts.resolve(forbid["name"]) for forbid in forbids}
        self.ops: dict[str, str] = {
            op.partition(".")[0]: forbid["name"] for forbid in forbids for op in forbid.get("ops", [])
        }

    def hit(self, name: str) -> None:
        """Write down that `name` was called and stop the call, if the learner's code is on the stack."""
        line = self._line()
        if line is not None:
            self.hits.append({"name": name, "line": line, "how": "run"})
            raise Forbidden(name)

    def _line(self) -> int | None:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                return frame.f_lineno
            frame = frame.f_back
        return None

    def named(self, func: Any) -> str | None:
        """Return the forbidden name that `func`, a torch function or operator, goes by."""
        for name, target in self.targets.items():
            if target is not None and func is target:
                return name
        text = str(func) if type(func).__module__ == "torch._ops" else ""
        return self.ops.get("::".join(text.split(".")[:2])) if text else None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch classes and torch's functions and operators while the body runs."""
        torch = tensors.torch_module()
        with ExitStack() as stack:
            for name, target in self.targets.items():
                if isinstance(target, type) and "__init__" in vars(target):
                    stack.enter_context(self._class(name, target))
            if torch is not None and self.forbids:
                for mode in self._modes():
                    stack.enter_context(mode)
            yield

    @contextmanager
    def _class(self, name: str, target: type) -> Iterator[None]:
        original: Callable[..., None] = vars(target)["__init__"]

        @functools.wraps(original)
        def init(instance: object, *args: object, **kwargs: object) -> None:
            self.hit(name)
            original(instance, *args, **kwargs)

        target.__init__ = init  # type: ignore[misc]  # in this cell only, which dies with the attempt
        try:
            yield
        finally:
            target.__init__ = original  # type: ignore[misc]  # see above

    def _modes(self) -> list[Any]:
        from torch.overrides import TorchFunctionMode
        from torch.utils._python_dispatch import TorchDispatchMode

        guard = self

        class Functions(TorchFunctionMode):  # type: ignore[misc,unused-ignore]  # torch is untyped here
            def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
                name = guard.named(func)
                if name is not None:
                    guard.hit(name)
                return func(*args, **(kwargs or {}))

        class Operators(TorchDispatchMode):  # type: ignore[misc,unused-ignore]  # torch is untyped here
            def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
                name = guard.ops.get(func._schema.name)
                if name is not None:
                    guard.hit(name)
                return func(*args, **(kwargs or {}))

        # The second costs some 20 microseconds an operator, so only an exercise that names operators pays for it.
        return [Functions(), Operators()] if self.ops else [Functions()]
