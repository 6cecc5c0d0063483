"""Compares two observed values: type, dtype, shape, finiteness, and only then numbers, in float64.

Nothing broadcasts and nothing is taken from the learner's word; the first thing that differs is the one told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import picture
from grader.frames import Array, Big, Other, Value
from grader.messages import Text, plain, say
from grader.spec import Check, Tolerance

# float64 is judged with room for code that computes in float32 inside, as good layers do.
TOLERANCES = {
    "float64": Tolerance(rtol=1e-5, atol=5e-6),
    "complex128": Tolerance(rtol=1e-5, atol=5e-6),
    "float16": Tolerance(rtol=1e-2, atol=1e-3),
    "bfloat16": Tolerance(rtol=3e-2, atol=1e-2),
    "float8_e4m3fn": Tolerance(rtol=1e-1, atol=5e-2),
    "float8_e5m2": Tolerance(rtol=2e-1, atol=1e-1),
}
SINGLE = Tolerance(rtol=1e-4, atol=1e-6)
EXACT = Tolerance(rtol=0, atol=0)


@dataclass(frozen=True)
class Difference:
    """The first way in which two values differ. `kind` is what a page may go by, `numbers` if only they differ."""

    kind: str
    message: Text
    detail: dict[str, Any] = field(default_factory=dict)


def difference(got: Value, want: Value, check: Check, path: str = "") -> Difference | None:
    """Return how `got` differs from `want` under the check's rule, or None."""
    if isinstance(got, Big):
        return Difference("big", say("big", shape=list(got.shape)), {"path": path})
    if noun(got) != noun(want):
        return _type(got, want, path)
    if isinstance(want, Array):
        return _arrays(got, want, check, path)
    if isinstance(want, list | tuple):
        return _lists(got, want, check, path)
    if isinstance(want, dict):
        return _dicts(got, want, check, path)
    if _is_number(want):
        return _numbers(got, want, check, path)
    return None if got == want else _different(short(got), short(want), path)


def noun(value: Value) -> str:
    """Return the message key that names the type of a value; list and tuple are one, and so are int and float."""
    if isinstance(value, Array):
        return "a-tensor" if value.source == "torch" else "an-array"
    for types, key in ((bool, "a-bool"), ((int, float), "a-number"), (str, "a-text"), ((list, tuple), "a-list")):
        if isinstance(value, types):
            return key
    return "a-dict" if isinstance(value, dict) else "no-value" if value is None else "other"


def name_of(value: Value) -> Text:
    """Return what to call the type of a value."""
    if isinstance(value, Other):
        return plain(value.name)
    return say(noun(value)) if noun(value) != "other" else plain(type(value).__name__)


def short(value: Value, most: int = 60) -> str:
    """Return a value as short text."""
    if isinstance(value, float):
        return number(value)
    text = repr(value)
    return text if len(text) <= most else text[:most] + "..."


def number(value: Any) -> str:
    """Return a number as a person reads it."""
    return f"{value:.6g}"


def finite(value: float) -> float | str:
    """Return a number as JSON can carry it."""
    return float(value) if np.isfinite(value) else str(float(value))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _type(got: Value, want: Value, path: str) -> Difference:
    if got is None:
        return Difference("type", say("none", want=name_of(want)), {"path": path})
    return Difference("type", say("type", want=name_of(want), got=name_of(got)), {"path": path})


def _different(got: str, want: str, path: str) -> Difference:
    message = say("number-at", where=path, got=got, want=want) if path else say("number", got=got, want=want)
    return Difference("values", message, {"path": path, "got": got, "want": want})


def _numbers(got: Any, want: Any, check: Check, path: str) -> Difference | None:
    if got == want or (got != got and want != want):
        return None
    if check.rule == "close" and (isinstance(got, float) or isinstance(want, float)):
        tolerance = check.tolerance or SINGLE
        if np.isfinite(got) and np.isfinite(want) and abs(got - want) <= tolerance.atol + tolerance.rtol * abs(want):
            return None
    return _different(number(got), number(want), path)


def _lists(got: Sequence[Value], want: Sequence[Value], check: Check, path: str) -> Difference | None:
    if len(got) != len(want):
        message = say("length", want=len(want), got=len(got))
        return Difference("length", message, {"path": path, "got": len(got), "want": len(want)})
    for index, (one, other) in enumerate(zip(got, want, strict=True)):
        found = difference(one, other, check, f"{path}[{index}]")
        if found:
            return found
    return None


def _dicts(got: dict[Any, Value], want: dict[Any, Value], check: Check, path: str) -> Difference | None:
    for key, extra in (("keys-missing", want.keys() - got.keys()), ("keys-extra", got.keys() - want.keys())):
        if extra:
            shown = ", ".join(sorted(short(name, 30) for name in extra)[:5])
            return Difference("keys", say(key, keys=shown), {"path": path})
    for name in want:
        found = difference(got[name], want[name], check, f"{path}[{short(name, 30)}]")
        if found:
            return found
    return None


def _arrays(got: Array, want: Array, check: Check, path: str) -> Difference | None:
    if _kind(got.dtype) != _kind(want.dtype) or (check.dtype == "exact" and _width(got.dtype) != _width(want.dtype)):
        detail = {"path": path, "got": got.dtype, "want": want.dtype}
        return Difference("dtype", say("dtype", want=want.dtype, got=got.dtype), detail)
    if got.shape != want.shape:
        return _shape(got.shape, want.shape, check, path)
    tolerance = EXACT if check.rule == "equal" else check.tolerance or fitted(got, want)
    return Values(got.data, want.data, tolerance).difference(check, path)


def _kind(dtype: str) -> str:
    return dtype.rstrip("0123456789_enmf").removeprefix("b") if dtype != "bool" else "bool"


def _width(dtype: str) -> str:
    """Return the dtype where its width matters: any width of integers holds the same numbers."""
    return dtype if "float" in dtype or "complex" in dtype else ""


def fitted(got: Array, want: Array) -> Tolerance:
    """Return the tolerance that fits the dtype, its absolute part scaled to values larger than one."""
    if want.data.dtype.kind not in "fc":
        return EXACT
    base = max(TOLERANCES.get(got.dtype, SINGLE), TOLERANCES.get(want.dtype, SINGLE), key=lambda t: t.rtol)
    known = np.abs(
        want.data[np.isfinite(want.data)].astype(np.complex128 if want.data.dtype.kind == "c" else np.float64)
    )
    top = float(known.max()) if known.size else 0.0
    # By the largest first: the square of 1e200 is infinite, and so would be the tolerance.
    scale = top * float(np.sqrt(np.mean((known / top) ** 2))) if top else 1.0
    return Tolerance(rtol=base.rtol, atol=base.atol * max(1.0, scale))


def named_shape(shape: Sequence[int], axes: Sequence[str]) -> str:
    """Return "(B=2, T=5)", or "(2, 5)" where the names do not fit."""
    if len(axes) != len(shape):
        return str(tuple(shape))
    return "(" + ", ".join(f"{axis}={size}" for axis, size in zip(axes, shape, strict=True)) + ")"


def _shape(got: tuple[int, ...], want: tuple[int, ...], check: Check, path: str) -> Difference:
    names = check.axes if len(check.axes) == len(want) else []
    shown: dict[str, Any] = {"want": named_shape(want, names), "got": named_shape(got, names)}
    detail = {"path": path, "got": list(got), "want": list(want), "axes": list(names)}
    if len(got) != len(want):
        shown |= {"want": named_shape(want, names), "got": str(got), "wanted": len(want), "given": len(got)}
        return Difference("shape", say("shape-count", **shown), detail)
    off = [index for index in range(len(want)) if got[index] != want[index]]
    labels = [names[index] if names else str(index) for index in off]
    if len(off) == 1:
        return Difference("shape", say("shape-axis", axis=labels[0], **shown), detail)
    if len(off) == 2 and sorted(got) == sorted(want):
        axes = {"zh": f"{labels[0]} 和 {labels[1]}", "en": f"{labels[0]} and {labels[1]}"}
        return Difference("shape", say("shape-swapped", axis=axes, **shown), detail)
    return Difference("shape", say("shape", **shown), detail)


class Values:
    """Two arrays of one shape, compared element by element."""

    def __init__(self, got: NDArray[Any], want: NDArray[Any], tolerance: Tolerance) -> None:
        self.exact = not (tolerance.rtol or tolerance.atol) and got.dtype.kind in "biu" and want.dtype.kind in "biu"
        wide = got if self.exact else wider(got)
        reference = want if self.exact else wider(want)
        with np.errstate(all="ignore"):
            self.error = np.asarray(np.abs(wider(got) - wider(want)))
            same = (wide == reference) | (_nan(wide) & _nan(reference))
            allowed = tolerance.atol + tolerance.rtol * np.abs(wider(want))
            near = np.isfinite(self.error) & (self.error <= allowed)
        self.got, self.want = wide, reference
        self.bad = ~(same if self.exact else same | near)
        self.tolerance = tolerance

    def difference(self, check: Check, path: str) -> Difference | None:
        """Return the first element that differs and a picture of all that do."""
        if not self.bad.any():
            return None
        alien = self.bad & ~np.isfinite(self.got) & np.isfinite(self.want)
        first = tuple(int(i) for i in np.argwhere(alien if alien.any() else self.bad)[0])
        detail = self._detail(first, check, path)
        where = path + self._where(first, check) if first or not path else path
        if alien.any():
            nan = int(np.isnan(self.got[alien]).sum())
            message = say("not-finite", nan=nan, inf=int(alien.sum()) - nan, where=where or "[]")
            return Difference("not-finite", message, detail)
        got, want = number(self.got[first]), number(self.want[first])
        if self.bad.size == 1:
            return Difference("values", say("number", got=got, want=want), detail)
        shown = {"differ": int(self.bad.sum()), "total": self.bad.size, "error": number(self._largest())}
        return Difference("values", say("values", where=where, got=got, want=want, **shown), detail)

    def _largest(self) -> float:
        known = self.error[np.isfinite(self.error)]
        return float(known.max()) if known.size else float("inf")

    def _where(self, index: tuple[int, ...], check: Check) -> str:
        if len(check.axes) != len(index):
            return str(list(index))
        return "[" + ", ".join(f"{axis}={at}" for axis, at in zip(check.axes, index, strict=True)) + "]"

    def _detail(self, first: tuple[int, ...], check: Check, path: str) -> dict[str, Any]:
        got, want = self.got[first], self.want[first]
        return {
            "path": path,
            "first": {"index": list(first), "got": _scalar(got), "want": _scalar(want)},
            "max_abs_error": finite(self._largest()),
            "differing": int(self.bad.sum()),
            "total": int(self.bad.size),
            "shape": list(self.bad.shape),
            "axes": list(check.axes) if len(check.axes) == self.bad.ndim else [],
            **({"picture": picture.of(self.error, first)} if self.bad.ndim >= 2 else {}),
        }


def _scalar(value: Any) -> float | int | str:
    if value.dtype.kind in "biu":
        return int(value)
    return str(value) if value.dtype.kind == "c" else finite(float(value))


def wider(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array in double precision."""
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def _nan(array: NDArray[Any]) -> Any:
    return np.isnan(array) if array.dtype.kind in "fc" else np.zeros(array.shape, bool)
