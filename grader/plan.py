"""In which order the observations of many files are worth making: first what tells the most apart for the least."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.cells import Outcome, Outcomes, Seen
from grader.frames import Array, Value

CELL_MS, LOAD_MS = 4.0, 2.0  # what a cell costs each of its cases beyond the observations, and a file in it
STAGE_MS, STAGE_SHARE = 12.0, 0.2


def stages(costs: Mapping[str, float]) -> list[list[str]]:
    """Return the observations from cheap to dear, in steps worth a cell of their own: for who knows nothing more."""
    budget = max(STAGE_MS, STAGE_SHARE * sum(costs.values()))
    found: list[list[str]] = []
    left = 0.0
    for name in sorted(costs, key=lambda name: costs[name]):
        left -= costs[name]
        if left < 0 or not found:
            found.append([])
            left = budget - costs[name]
        found[-1].append(name)
    return found


def plan(costs: Mapping[str, float], expected: Outcomes, wrong: Mapping[str, Outcomes], others: int) -> list[list[str]]:
    """Return the steps that would have been the cheapest on a case on which all is known. Any steps come to the same
    judgement. `others`: how many files nothing ever decides, the right ones.
    """
    marks = {name: {key: _mark(outcome) for key, outcome in seen.items()} for name, seen in wrong.items()}
    right = {key: _mark(outcome) for key, outcome in expected.items()}

    def undecided(names: list[str]) -> int:
        """Count the variants that pass so far, or look like another."""
        looks = {name: tuple(seen.get(key) for key in names) for name, seen in marks.items()}
        same = Counter(looks.values())
        passing = tuple(right.get(key) for key in names)
        return sum(look == passing or same[look] > 1 for look in looks.values())

    order = _ordered(costs, undecided)
    left = [others + undecided(order[:number]) for number in range(len(order))]
    return _parted(order, [costs[name] for name in order], left)


def _ordered(costs: Mapping[str, float], undecided: Callable[[list[str]], int]) -> list[str]:
    order: list[str] = []
    while len(order) < len(costs):
        left = sorted((name for name in costs if name not in order), key=lambda name: costs[name])
        before = undecided(order)
        gains = {name: (before - undecided([*order, name])) / (costs[name] + LOAD_MS) for name in left}
        order.append(max(left, key=lambda name: gains[name]))
    return order


def _parted(order: list[str], costs: list[float], left: list[int]) -> list[list[str]]:
    """Part an order into steps so that their sum is least; `left[n]` files are there after n observations."""
    best: list[tuple[float, list[list[str]]]] = [(0.0, [])]
    for end in range(1, len(order) + 1):
        ways = [
            (best[begin][0] + CELL_MS + left[begin] * (LOAD_MS + sum(costs[begin:end])), begin) for begin in range(end)
        ]
        cost, begin = min(ways)
        best.append((cost, [*best[begin][1], order[begin:end]]))
    return best[-1][1]


def _mark(outcome: Outcome) -> Any:
    """Return something that is equal for outcomes that are about the same."""
    return _rounded(outcome.value) if isinstance(outcome, Seen) else ("raised", outcome.type)


def _rounded(value: Value) -> Any:
    if isinstance(value, Array):
        numeric = value.data.dtype.kind in "biuf"
        data = np.round(value.data.astype(np.float64), 4) + 0.0 if numeric else value.data
        return value.dtype, value.shape, data.tobytes()
    if isinstance(value, dict):
        return tuple((key, _rounded(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(_rounded(item) for item in value)
    return round(value, 4) if isinstance(value, float) else repr(value)
