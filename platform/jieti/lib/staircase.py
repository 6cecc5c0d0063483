"""Progress as a flight of steps: where each step stands and how it looks."""

from typing import NamedTuple

WIDTH = 7  # of a step, with the gap to the next
GAP = 1
RISE = 2
HEIGHT = 28


class Step(NamedTuple):
    """One step, as an upright bar standing on the ground."""

    x: int
    y: float
    width: int
    height: float
    state: str  # "filled", "today" or "" (still to climb)


class Flight(NamedTuple):
    width: int
    height: int
    steps: list[Step]


def flight(done: float, total: int, at_most: int = 12) -> Flight:
    """Return the steps of `done` out of `total`; more than `at_most` are drawn as `at_most`.

    The step being climbed is "today", unless nothing or everything is done. A long way never shows its last step as
    filled before it is, nor its first as open when something is done.
    """
    count = max(1, min(total, at_most))
    share = min(max(done / total, 0), 1) if total > 0 else 0
    filled = int(share * count + 1e-9)
    steps = []
    for index in range(count):
        state = "filled" if index < filled else "today" if index == filled and share < 1 else ""
        rise = HEIGHT * (index + 1) / count
        rise = max(rise, RISE)
        steps.append(Step(index * WIDTH, round(HEIGHT - rise, 2), WIDTH - GAP, round(rise, 2), state))
    return Flight(count * WIDTH - GAP, HEIGHT, steps)
