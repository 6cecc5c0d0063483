"""Whether two programs did the same on one case, as far as observations can tell.

All observations have to agree, never one alone. Among them must be one that fails, and not by an exception: two
programs that both crash need not crash for the same reason, so there the words of the exception must agree as well.
"""

from collections.abc import Hashable, Sequence

import numpy as np

from grader import compare
from grader.cells import Case, Outcome, Outcomes, Raised, Seen
from grader.frames import Array, exact
from grader.judge import holds
from grader.spec import Check, Wrong

NEAR = 0.05  # how far two trained models may be apart under a rule that is a bound


class Likeness:
    """Compares outcomes on one case, and remembers what it has compared: most variants do most things alike."""

    def __init__(self, checks: Sequence[Check], case: Case) -> None:
        self.checks = checks
        self.case = case
        self._kinds: dict[int, tuple[int, Outcome]] = {}  # the outcome is kept: its id must not be another's
        self._numbers: dict[Hashable, int] = {}
        self._passes: dict[tuple[str, int], bool] = {}
        self._same: dict[tuple[str, int, int], bool] = {}

    def _kind(self, outcome: Outcome) -> int:
        """Return a number that an outcome shares with those that are exactly equal to it."""
        known = self._kinds.get(id(outcome))
        if known is None:
            mark = exact(outcome.value) if isinstance(outcome, Seen) else None
            known = self._kinds[id(outcome)] = (self._numbers.setdefault(mark, len(self._numbers)), outcome)
        return known[0]

    def passes(self, check: Check, outcome: Outcome) -> bool:
        """Return whether an outcome passes; judged once, however many it is compared with."""
        key = (check.id, self._kind(outcome))
        if key not in self._passes:
            self._passes[key] = holds(check, outcome, self.case.expected[check.id], self.case.secrets)
        return self._passes[key]

    def matches(self, mine: Outcomes, other: Outcomes, wrong: Wrong, types: bool = True) -> bool:
        """Return whether a program and a variant cannot be told apart. Without `types`, what kind of exception an
        observation ended in does not matter, and then a wrong value is the only evidence.
        """
        evidence = False
        texts_agree = True
        for check in self.checks:
            if check.id not in mine or check.id not in other:
                return False
            one, two = mine[check.id], other[check.id]
            if not self.alike(check, one, two, wrong, types):
                return False
            if isinstance(one, Raised) and isinstance(two, Raised):
                texts_agree = texts_agree and one.message == two.message
            elif check.id not in wrong.loose and not self.passes(check, two) and (types or check.compares):
                evidence = True
        return evidence or (types and texts_agree and not wrong.loose)

    def alike(self, check: Check, one: Outcome, two: Outcome, wrong: Wrong, types: bool = True) -> bool:
        """Return whether one observation is the same for a program and a variant."""
        if check.id in wrong.loose:
            return self.passes(check, one) == self.passes(check, two)
        if isinstance(one, Raised) or isinstance(two, Raised):
            both = isinstance(one, Raised) and isinstance(two, Raised)
            return both and (not types or one.type == two.type)  # type: ignore[union-attr]  # both are Raised
        if check.compares:
            key = (check.id, self._kind(one), self._kind(two))
            if key not in self._same:
                self._same[key] = compare.difference(one.value, two.value, check) is None
            return self._same[key]
        if self.passes(check, one) != self.passes(check, two):
            return False
        return check.role == "resource" or _near(one, two)


def _near(one: Seen, two: Seen) -> bool:
    """Return whether two numbers that a bound judges are about the same; arrays of predictions are not compared."""
    a, b = one.value, two.value
    if isinstance(a, Array) or isinstance(b, Array):
        return True
    numbers = all(isinstance(value, int | float) for value in (a, b))
    return bool(numbers and np.isclose(a, b, rtol=NEAR, atol=1e-6, equal_nan=True))
