"""What shows that a check does not hold: the two sides as a small table, and a picture of where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from jieti.lib.bilingual import pick

LEVELS = 10  # classes h0 ... h9 of exercise.css; hn is not a finite number


@dataclass(frozen=True)
class Row:
    """One line of the table; `want` is empty where there is only one side."""

    label: str
    got: str
    want: str = ""
    differs: bool = True


@dataclass(frozen=True)
class Cell:
    """One square of a heat map."""

    x: int
    y: int
    level: str


@dataclass(frozen=True)
class Heat:
    """A picture of a matrix: squares by level, and the numbers that belong to the ends of the scale."""

    columns: int
    rows: int
    cells: list[Cell]
    largest: str
    shape: str
    where: str
    shrunk: bool

    @property
    def width(self) -> int:
        """The drawing's own width in pixels; the page may show it smaller."""
        return self.columns * self._side

    @property
    def height(self) -> int:
        return self.rows * self._side

    @property
    def _side(self) -> int:
        return max(6, min(36, 320 // self.columns, 224 // self.rows))


class Evidence:
    """Reads the `detail` of a check that failed. Anything may be missing from it."""

    def __init__(self, detail: dict[str, Any]) -> None:
        self.detail = detail
        self.kind = str(detail.get("kind", ""))

    @property
    def why(self) -> str:
        """What was seen, in one sentence."""
        return str(pick(self.detail.get("why")))

    @property
    def relation(self) -> str:
        """How all numbers relate to what they should be, where that is simple: "twice what it should be"."""
        return str(pick(self.detail.get("relation")))

    @property
    def line(self) -> int | None:
        """The learner's line that raised."""
        line = self.detail.get("line")
        return line if isinstance(line, int) and not isinstance(line, bool) else None

    @property
    def traceback(self) -> str:
        return str(self.detail.get("traceback") or "")

    @cached_property
    def rows(self) -> list[Row]:
        read = {"shape": self._shapes, "dtype": self._sides, "bound": self._bounds, "accuracy": self._bounds}
        return list(read.get(self.kind, self._values)())

    @cached_property
    def heat(self) -> Heat | None:
        return heat(self.detail.get("picture"), self.detail.get("axes"))

    def _values(self) -> Iterator[Row]:
        detail = self.detail
        if first := detail.get("first"):
            where = str(detail.get("path") or "") + place(first.get("index", []), detail.get("axes"))
            label = _("First difference, at %(where)s") % {"where": where} if where else _("Value")
            yield Row(label, short(first.get("got")), short(first.get("want")))
        elif "got" in detail and "want" in detail:
            yield from self._sides()
        if detail.get("not_finite"):
            yield Row(_("NaN or infinite at"), str(detail["not_finite"]))
        if detail.get("total", 1) > 1 and "max_abs_error" in detail:
            yield Row(_("Largest difference"), short(detail["max_abs_error"]), differs=False)
            if isinstance(detail.get("relative_error"), float):
                yield Row(_("Relative error"), short(detail["relative_error"]), differs=False)
            count = _("%(n)s of %(total)s") % {"n": detail.get("differing"), "total": detail["total"]}
            yield Row(_("Numbers that differ"), count, differs=False)

    def _sides(self) -> Iterator[Row]:
        if "got" in self.detail and "want" in self.detail:
            label = "dtype" if self.kind == "dtype" else _("Value")
            yield Row(label, short(self.detail["got"]), short(self.detail["want"]))

    def _shapes(self) -> Iterator[Row]:
        got, want = self.detail.get("got"), self.detail.get("want")
        if not isinstance(got, list):
            return
        if not isinstance(want, list) or len(got) != len(want):
            yield Row(_("Shape"), str(tuple(got)), str(tuple(want)) if isinstance(want, list) else "")
            return
        names = self.detail.get("axes") or [str(axis) for axis in range(len(want))]
        for name, mine, theirs in zip(names, got, want, strict=True):
            yield Row(_("Axis %(name)s") % {"name": name}, str(mine), str(theirs), mine != theirs)

    def _bounds(self) -> Iterator[Row]:
        low, high = self.detail.get("low"), self.detail.get("high")
        if "got" in self.detail and (low is not None or high is not None):
            bound = f"≥ {short(low)}" if low is not None else f"≤ {short(high)}"
            yield Row(_("Value"), short(self.detail["got"]), bound)


def heat(picture: Any, axes: Any = None) -> Heat | None:
    """Return a picture as the grader makes it ({at, rows, columns, values}) ready to be drawn; None if it is none."""
    values = picture.get("values") if isinstance(picture, dict) else None
    if not values or not values[0]:
        return None
    sizes = [abs(value) for row in values for value in row if value is not None]
    largest = max(sizes, default=0.0)
    cells = [Cell(x, y, level(value, largest)) for y, row in enumerate(values) for x, value in enumerate(row)]
    rows, columns = picture.get("rows", len(values)), picture.get("columns", len(values[0]))
    named = axes[-2:] if isinstance(axes, list) and len(axes) >= 2 else []
    shape = f"{named[0]}={rows} × {named[1]}={columns}" if named else f"{rows} × {columns}"
    where = place(picture.get("at", []), axes[:-2] if named else None)
    return Heat(len(values[0]), len(values), cells, short(largest), shape, where, rows * columns > len(cells))


def level(value: float | None, largest: float) -> str:
    """Return the class of a square: h0 for nothing, h1 to h9 by size, hn for what is not finite."""
    if value is None:
        return "hn"
    if not value or not largest:
        return "h0"
    return f"h{min(LEVELS - 1, 1 + int(abs(value) / largest * (LEVELS - 1)))}"


def place(index: list[int], axes: Any) -> str:
    """Return "[B=0, T=3]", or "[0, 3]" where the axes have no names; nothing for a single number."""
    if not index:
        return ""
    if isinstance(axes, list) and len(axes) == len(index):
        return "[" + ", ".join(f"{axis}={at}" for axis, at in zip(axes, index, strict=True)) + "]"
    return str(list(index))


def short(value: Any) -> str:
    """Return a number with as many digits as help."""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
