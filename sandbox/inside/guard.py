"""Takes forbidden functions away, below their Python names, however they are reached.

An operator is replaced in torch's dispatcher, a Python function in its module, a class by its __init__, and a package
can no longer be imported. What is replaced cannot be called at all, on any thread and whoever calls: forgetting that it
was noticed gains nothing. So an exercise's probe must not call what the exercise forbids; `verify` shows it.

What is noticed is written down before it is raised, so that a try/except around the call hides nothing.
"""

import ctypes
import functools
import sys
import warnings
from collections.abc import Callable
from types import FrameType, FunctionType, ModuleType
from typing import Any, NoReturn

from sandbox.inside import shortcuts, tensors

_keep = ctypes.PYFUNCTYPE(None, ctypes.py_object)(("Py_IncRef", ctypes.pythonapi))
KERNELS = ("CompositeImplicitAutograd", "CompositeExplicitAutograd", "CPU", "CUDA")


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
        """Write down that `name` was called and stop the call."""
        self.hits.append({"name": name, "line": self._line(), "how": "run"})
        raise Forbidden(name)

    def _trap(self, name: str) -> Callable[..., NoReturn]:
        def forbidden(*_: object, **__: object) -> NoReturn:
            self.hit(name)
            raise Forbidden(name)  # even where `hit` was replaced

        return forbidden

    def _line(self) -> int | None:
        """Return the innermost line of the learner's on the stack: none if what it built is called by others."""
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

    def stand(self) -> None:
        """Take all of it away for as long as this process lives: what could be put back could be found."""
        for name, target in self.targets.items():
            if isinstance(target, type) and "__init__" in vars(target):
                self._replace(target, "__init__", name)
            elif isinstance(target, FunctionType):
                owner, _, leaf = name.rpartition(".")
                self._replace(shortcuts.resolve(owner), leaf, name)
            elif isinstance(target, ModuleType) or (target is None and name.isidentifier()):
                _hide(name)
        torch = tensors.torch_module()
        if torch is not None and self.forbids:
            self._operators(torch)
            self._functions().__enter__()

    def _replace(self, owner: Any, leaf: str, name: str) -> None:
        trap = functools.wraps(getattr(owner, leaf))(self._trap(name))
        del trap.__wrapped__  # wraps() has put the original there
        setattr(owner, leaf, trap)

    def _operators(self, torch: Any) -> None:
        """Replace the operators. Not with torch.library, which keeps a list: whoever found it could end it."""
        library = torch._C._dispatch_library("IMPL", "aten", "", __file__, 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns that a kernel is replaced; the learner would read it
            for op, name in self.ops.items():
                for key in _kernels(torch, op):
                    library.impl(op.removeprefix("aten::"), key, self._trap(name), False)
        _keep(library)

    def _functions(self) -> Any:
        """Return a mode that sees what has no operator of its own, by the object that is called."""
        from torch.overrides import TorchFunctionMode

        guard = self

        class Functions(TorchFunctionMode):  # type: ignore[misc,unused-ignore]  # torch is untyped here
            def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
                name = guard.named(func)
                if name is not None:
                    guard.hit(name)
                return func(*args, **(kwargs or {}))

        return Functions()


def _kernels(torch: Any, op: str) -> list[str]:
    """Return where an operator of aten has kernels to be replaced; none if there is no such operator."""
    try:
        found = [key for key in KERNELS if torch._C._dispatch_has_kernel_for_dispatch_key(op, key)]
    except RuntimeError:
        return []
    return [*found, "FuncTorchBatched"] if found else []  # vmap would take the operator apart by itself


def _hide(package: str) -> None:
    """Let nobody import a package; without it being there, libraries that could use it do well."""
    found = [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
    modules: dict[str, Any] = sys.modules  # in which None says "not to be imported"
    modules.update(dict.fromkeys([*found, package]))
