"""The staircase of a roadmap page: a stage is a flight, a week a landing, a day a step. Only geometry."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 960.0  # of the drawing
GROUND = 270.0  # where the bars stand
TOP = 24.0
LANDING = 0.6  # width of a landing, in steps
FLIGHT = 0.9  # space between flights, in steps


@dataclass(frozen=True)
class Tread:
    """What one step is about."""

    title: str
    url: str
    state: str  # "filled", "today", "optional" or ""


@dataclass(frozen=True)
class Bar:
    """A step or a landing, drawn as an upright bar."""

    x: float
    y: float
    width: float
    height: float
    tread: Tread | None  # None: a landing


@dataclass(frozen=True)
class Flight:
    """A stage: from where to where it stands, and its label's middle."""

    label: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where its label goes."""
        return round((self.left + self.right) / 2, 1)


@dataclass
class Stairs:
    """The whole drawing."""

    width: float = WIDTH
    ground: float = GROUND
    height: float = GROUND + 30
    bars: list[Bar] = field(default_factory=list)
    flights: list[Flight] = field(default_factory=list)


Landings = Sequence[Sequence[Tread]]  # the weeks of a stage, each with its steps


def stairs(flights: Sequence[tuple[str, Landings]]) -> Stairs:
    """Lay out flights of landings of steps, rising evenly from left to right."""
    count = sum(len(steps) for _label, landings in flights for steps in landings) or 1
    breaks = sum(max(len(landings) - 1, 0) for _label, landings in flights)
    unit = min(WIDTH / (count + LANDING * breaks + FLIGHT * max(len(flights) - 1, 0)), 72.0)
    rise = (GROUND - TOP) / count
    drawing, x, level = Stairs(), 0.0, 0.0
    for label, landings in flights:
        left = x
        for number, steps in enumerate(landings):
            if number:
                drawing.bars.append(_bar(x, level, LANDING * unit, None))
                x += LANDING * unit
            for tread in steps:
                level += rise
                drawing.bars.append(_bar(x, level, unit, tread))
                x += unit
        drawing.flights.append(Flight(label, round(left, 1), round(x - _gap(unit), 1)))
        x += FLIGHT * unit
    drawing.width = round(max(x - FLIGHT * unit, 1), 1)
    return drawing


def _gap(unit: float) -> float:
    return min(3.0, unit / 5)


def _bar(x: float, level: float, width: float, tread: Tread | None) -> Bar:
    gap = _gap(width)
    return Bar(round(x, 1), round(GROUND - level, 1), round(width - gap, 1), round(max(level, 2), 1), tread)
