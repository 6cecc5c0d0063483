"""Names the mistake: a known-wrong variant that does, on the same inputs, exactly what the learner's code did.

All observations have to agree, never one alone. Among them must be one that fails, and not by an exception: two
programs that both crash need not crash for the same reason, so there the words of the exception must agree as well.
"""

from typing import Any

import numpy as np

from grader import cells, compare
from grader.cells import Case, Host, Outcome, Outcomes, Raised, Seen
from grader.exercise import Exercise
from grader.frames import Array
from grader.judge import judge
from grader.spec import Check

LOOSE = 0.05  # how far two trained models may be apart under a rule that is a bound


def diagnose(
    exercise: Exercise, case: Case, outcomes: Outcomes, variants: dict[str, Outcomes]
) -> tuple[dict[str, Any], ...]:
    """Return the misconceptions whose variants match, in the order of exercise.yaml."""
    return tuple(
        {"id": wrong.id, "message": wrong.message.text(), "link": wrong.link}
        for wrong in exercise.spec.wrong
        if wrong.id in variants and matches(exercise.spec.checks, case, outcomes, variants[wrong.id])
    )


def search(exercise: Exercise, case: Case, outcomes: Outcomes, host: Host) -> dict[str, Outcomes]:
    """Run the wrong variants that may be what the learner wrote: all of them on what is cheap to observe, and on the
    rest only those that still look the same. Raises AuthorFault, OurFault and BadAnswer.
    """
    cheap = case.cheap()
    dear = [check.id for check in exercise.spec.checks if check.id not in cheap]
    first = cells.variants(exercise, case, host, cells.diagnosable(exercise), cheap)
    near = [name for name, other in first.items() if _look_alike(exercise, case, outcomes, other, cheap)]
    second = cells.variants(exercise, case, host, near, dear) if dear else {}
    return {name: {**first[name], **second.get(name, {})} for name in near}


def _look_alike(exercise: Exercise, case: Case, mine: Outcomes, other: Outcomes, names: list[str]) -> bool:
    checks = exercise.spec.checks
    return all(c.id in other and alike(c, mine[c.id], other[c.id], case) for c in checks if c.id in names)


def matches(checks: list[Check], case: Case, mine: Outcomes, other: Outcomes) -> bool:
    """Return whether two programs cannot be told apart by any observation."""
    evidence = False
    texts_agree = True
    for check in checks:
        if check.id not in mine or check.id not in other:
            return False
        one, two = mine[check.id], other[check.id]
        if not alike(check, one, two, case):
            return False
        if isinstance(one, Raised) and isinstance(two, Raised):
            texts_agree = texts_agree and one.message == two.message
        elif not _passes(check, two, case):
            evidence = True
    return evidence or texts_agree


def alike(check: Check, one: Outcome, two: Outcome, case: Case) -> bool:
    """Return whether one observation is the same for two programs."""
    if isinstance(one, Raised) or isinstance(two, Raised):
        return isinstance(one, Raised) and isinstance(two, Raised) and one.type == two.type
    if check.compares:
        return compare.difference(one.value, two.value, check) is None
    if _passes(check, one, case) != _passes(check, two, case):
        return False
    return check.role == "resource" or _near(one, two)


def _near(one: Seen, two: Seen) -> bool:
    """Return whether two numbers that a bound judges are about the same; arrays of predictions are not compared."""
    a, b = one.value, two.value
    if isinstance(a, Array) or isinstance(b, Array):
        return True
    numbers = all(isinstance(value, int | float) for value in (a, b))
    return bool(numbers and np.isclose(a, b, rtol=LOOSE, atol=1e-6, equal_nan=True))


def _passes(check: Check, outcome: Outcome, case: Case) -> bool:
    return judge(check, outcome, case.expected[check.id], case.secrets).status == "passed"
