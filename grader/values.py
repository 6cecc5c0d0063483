"""Two arrays of one shape, compared element by element in double precision, and what there is to tell about it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import picture
from grader.messages import Text, join, number, say
from grader.spec import Check, Tolerance

FEW = 4  # so many numbers may be in one relation by chance
FIGURES = 1e-4  # how exactly a relation must hold to be told
TELLING = 0.01  # a factor nearer to one says nothing


class Values:
    """What one array has and another should have."""

    def __init__(self, got: NDArray[Any], want: NDArray[Any], tolerance: Tolerance) -> None:
        self.exact = not (tolerance.rtol or tolerance.atol) and got.dtype.kind in "biu" and want.dtype.kind in "biu"
        self.got, self.want = (got, want) if self.exact else (wider(got), wider(want))
        self.tolerance = tolerance

    @cached_property
    def error(self) -> NDArray[Any]:
        """How far apart they are."""
        with np.errstate(all="ignore"):
            return np.asarray(np.abs(wider(self.got) - wider(self.want)))

    @cached_property
    def bad(self) -> NDArray[np.bool_]:
        """Where they differ by more than the tolerance."""
        with np.errstate(all="ignore"):
            same = np.asarray((self.got == self.want) | (_nan(self.got) & _nan(self.want)))
            if self.exact or same.all():
                return ~same
            allowed = self.tolerance.atol + self.tolerance.rtol * np.abs(self.want)
            return np.asarray(~(same | (np.isfinite(self.error) & (self.error <= allowed))))

    @cached_property
    def alien(self) -> NDArray[np.bool_]:
        """Where NaN or an infinity stands that should not."""
        return np.asarray(self.bad & ~np.isfinite(self.got) & np.isfinite(self.want))

    @property
    def kind(self) -> str:
        return "not-finite" if self.alien.any() else "values"

    @property
    def first(self) -> tuple[int, ...]:
        """The first index to look at."""
        return tuple(int(i) for i in np.argwhere(self.alien if self.alien.any() else self.bad)[0])

    def sentence(self, check: Check, path: str) -> Text:
        """Say what differs first, how much differs, and how."""
        where = path + place(self.first, check.axes) if self.first or not path else path
        if self.alien.any():
            nan = int(np.isnan(self.got[self.alien]).sum())
            shown = {"nan": nan, "inf": int(self.alien.sum()) - nan, "where": where or "[]"}
            common = self._common(check.axes)
            return say("not-finite-all", common=common, **shown) if common else say("not-finite", **shown)
        got, want = number(self.got[self.first]), number(self.want[self.first])
        if self.bad.size == 1:
            return say("number-at", where=path, got=got, want=want) if path else say("number", got=got, want=want)
        counts = {"differ": int(self.bad.sum()), "total": self.bad.size, "error": number(self._largest())}
        error = say("relative-error", error=number(self._relative())) if check.role == "gradient" else None
        parts = (say("values", where=where, got=got, want=want, **counts), error, self.relation)
        return join(*(part for part in parts if part))

    def detail(self, check: Check, path: str) -> dict[str, Any]:
        """Return the same for a page."""
        found: dict[str, Any] = {
            "path": path,
            "first": {
                "index": list(self.first),
                "got": _scalar(self.got[self.first]),
                "want": _scalar(self.want[self.first]),
            },
            "max_abs_error": finite(self._largest()),
            "relative_error": finite(self._relative()),
            "differing": int(self.bad.sum()),
            "total": int(self.bad.size),
            "shape": list(self.bad.shape),
            "axes": list(check.axes) if len(check.axes) == self.bad.ndim else [],
        }
        if self.alien.any():
            places = [place([int(i) for i in index], check.axes) for index in np.argwhere(self.alien)[:FEW]]
            found["not_finite"] = self._common(check.axes) or ", ".join(places)
        elif self.relation:
            found["relation"] = self.relation
        if self.bad.ndim >= 2:
            found["picture"] = picture.of(self.error, self.first)
        return found

    @cached_property
    def relation(self) -> Text | None:
        """Say how all numbers relate to what they should be, if they do so in one simple way."""
        got, want = self.got, self.want
        known = np.isfinite(got) & np.isfinite(want)
        if not known.all() or got.size < FEW or got.dtype.kind not in "fiu" or np.ptp(got) == np.ptp(want) == 0:
            return None
        if not got.any():
            return say("all-zero")
        if np.ptp(got) == 0:
            return say("all-same", got=number(got.flat[0]))
        got, want = got.astype(np.float64), want.astype(np.float64)
        factor, offset = float((got * want).sum() / max((want * want).sum(), 1e-300)), float((got - want).mean())
        if abs(factor - 1) > TELLING and _close(got, factor * want):
            return say("negated") if abs(factor + 1) < FIGURES else say("factor", factor=number(factor))
        if _close(got, want + offset):
            return say("offset", offset=f"{offset:+.6g}")
        if got.ndim >= 2 and got.shape[-1] == got.shape[-2] and _close(got, want.swapaxes(-1, -2)):
            return say("transposed")
        return None

    def _common(self, axes: Sequence[str]) -> str:
        """Return the places that all numbers that are not finite have in common: "B=0, Tq=1"."""
        places = np.argwhere(self.alien)
        names = axes if len(axes) == self.alien.ndim else [f"axis {n}" for n in range(self.alien.ndim)]
        same = [n for n, size in enumerate(self.alien.shape) if size > 1 and np.ptp(places[:, n]) == 0]
        return ", ".join(f"{names[n]}={places[0, n]}" for n in same) if len(places) > 1 else ""

    def _largest(self) -> float:
        known = self.error[np.isfinite(self.error)]
        return float(known.max()) if known.size else float("inf")

    def _relative(self) -> float:
        """Return the length of the difference over the length of what it should be."""
        with np.errstate(all="ignore"):
            size = float(np.linalg.norm(wider(self.want)))
            return float(np.linalg.norm(self.error)) / size if size else float("inf")


def place(index: Sequence[int], axes: Sequence[str]) -> str:
    """Return "[B=0, T=3]", or "[0, 3]" where the names do not fit."""
    if len(axes) != len(index):
        return str(list(index))
    return "[" + ", ".join(f"{axis}={at}" for axis, at in zip(axes, index, strict=True)) + "]"


def wider(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array in double precision."""
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def finite(value: float) -> float | str:
    """Return a number as JSON can carry it."""
    return float(value) if np.isfinite(value) else str(float(value))


def _close(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Return whether two arrays agree within FIGURES of their own size."""
    return bool(np.abs(one - other).max() <= FIGURES * np.abs(other).max())


def _scalar(value: Any) -> float | int | str:
    if value.dtype.kind in "biu":
        return int(value)
    return str(value) if value.dtype.kind == "c" else finite(float(value))


def _nan(array: NDArray[Any]) -> Any:
    return np.isnan(array) if array.dtype.kind in "fc" else np.zeros(array.shape, bool)
