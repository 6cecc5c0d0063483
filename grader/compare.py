"""Compares two observed values: type, dtype, shape, finiteness, and only then numbers, in float64.

Nothing broadcasts and nothing is taken from the learner's word; the first thing that differs is the one told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.frames import PLAIN, Array, Big, Other, Value
from grader.messages import Text, number, plain, say
from grader.spec import Check, Tolerance
from grader.values import Values, wider

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
    """The first way in which two values differ: what a page may go by, and what to say, which is put together only
    for those who ask. Most differences are between a learner's code and one of many variants, and nobody asks.
    """

    kind: str
    tell: Callable[[], tuple[Text, dict[str, Any]]]

    @cached_property
    def told(self) -> tuple[Text, dict[str, Any]]:
        """The sentence and the detail."""
        return self.tell()


def _known(kind: str, message: Text, detail: dict[str, Any]) -> Difference:
    return Difference(kind, lambda: (message, detail))


def difference(got: Value, want: Value, check: Check, path: str = "") -> Difference | None:
    """Return how `got` differs from `want` under the check's rule, or None."""
    if isinstance(got, Big):
        return _known("big", say("big", shape=list(got.shape)), {"path": path})
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


def mixed(got: Value, one: Value, other: Value, check: Check) -> bool:
    """Return whether every number of `got` is that of `one` or that of `other`."""
    values = (got, one, other)
    if all(isinstance(value, dict) for value in values) and got.keys() == one.keys() == other.keys():
        return all(mixed(got[key], one[key], other[key], check) for key in got)
    if all(isinstance(value, list | tuple) for value in values) and len(got) == len(one) == len(other):
        return all(mixed(*parts, check) for parts in zip(*values, strict=True))
    if all(isinstance(value, Array) for value in values) and _alike_outside(values):
        tolerance = EXACT if check.rule == "equal" else check.tolerance or fitted(got, one)
        unlike = [Values(got.data, theirs.data, tolerance).bad for theirs in (one, other)]
        return not (unlike[0] & unlike[1]).any()
    return difference(got, one, check) is None or difference(got, other, check) is None


def _alike_outside(arrays: Sequence[Array]) -> bool:
    return len({(array.shape, array.dtype, array.source) for array in arrays}) == 1


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


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _type(got: Value, want: Value, path: str) -> Difference:
    if got is None:
        return _known("type", say("none", want=name_of(want)), {"path": path})
    return _known("type", say("type", want=name_of(want), got=name_of(got)), {"path": path})


def _different(got: str, want: str, path: str) -> Difference:
    message = say("number-at", where=path, got=got, want=want) if path else say("number", got=got, want=want)
    return _known("values", message, {"path": path, "got": got, "want": want})


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
        return _known("length", message, {"path": path, "got": len(got), "want": len(want)})
    types = list(map(type, want))
    if PLAIN.issuperset(types) and list(map(type, got)) == types and list(got) == list(want):
        return None  # thousands of tokens, at the speed of C
    for index, (one, other) in enumerate(zip(got, want, strict=True)):
        found = difference(one, other, check, f"{path}[{index}]")
        if found:
            return found
    return None


def _dicts(got: dict[Any, Value], want: dict[Any, Value], check: Check, path: str) -> Difference | None:
    for key, extra in (("keys-missing", want.keys() - got.keys()), ("keys-extra", got.keys() - want.keys())):
        if extra:
            shown = ", ".join(sorted(short(name, 30) for name in extra)[:5])
            return _known("keys", say(key, keys=shown), {"path": path})
    for name in want:
        found = difference(got[name], want[name], check, f"{path}[{short(name, 30)}]")
        if found:
            return found
    return None


def _arrays(got: Array, want: Array, check: Check, path: str) -> Difference | None:
    if _kind(got.dtype) != _kind(want.dtype) or (check.dtype == "exact" and _width(got.dtype) != _width(want.dtype)):
        detail = {"path": path, "got": got.dtype, "want": want.dtype}
        return _known("dtype", say("dtype", want=want.dtype, got=got.dtype), detail)
    if got.shape != want.shape:
        return _shape(got.shape, want.shape, check, path)
    tolerance = EXACT if check.rule == "equal" else check.tolerance or fitted(got, want)
    values = Values(got.data, want.data, tolerance)
    if not values.bad.any():
        return None
    return Difference(values.kind, lambda: (values.sentence(check, path), values.detail(check, path)))


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
    known = np.abs(wider(want.data[np.isfinite(want.data)]))
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
        return _known("shape", say("shape-count", **shown), detail)
    off = [index for index in range(len(want)) if got[index] != want[index]]
    labels = [names[index] if names else str(index) for index in off]
    if len(off) == 1:
        return _known("shape", say("shape-axis", axis=labels[0], **shown), detail)
    if len(off) == 2 and sorted(got) == sorted(want):
        axes = {"zh": f"{labels[0]} 和 {labels[1]}", "en": f"{labels[0]} and {labels[1]}"}
        return _known("shape", say("shape-swapped", axis=axes, **shown), detail)
    return _known("shape", say("shape", **shown), detail)
