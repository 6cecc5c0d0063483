"""Names the mistake: a known-wrong variant that does, on the same inputs, exactly what the learner's code did.

If none does, two of them together (pairs.py). No match, no name: a wrong one is worse than none.
"""

from typing import Any

from grader import cells
from grader.cells import Case, Host, Outcomes
from grader.exercise import Exercise
from grader.likeness import Likeness
from grader.pairs import pair
from grader.spec import Wrong

PATIENCE_MS = 1500.0  # what looking for two mistakes at once may cost beyond looking for one

Variants = dict[str, Outcomes]
Diagnoses = tuple[dict[str, Any], ...]


def diagnose(
    exercise: Exercise, case: Case, outcomes: Outcomes, variants: Variants, likeness: Likeness | None = None
) -> Diagnoses:
    """Return the misconceptions whose variants match, in the order of exercise.yaml, or two that do so together."""
    likeness = likeness or Likeness(exercise.spec.checks, case)
    if found := _single(exercise, likeness, outcomes, variants):
        return tuple(_told(wrong) for wrong in found)
    two = pair(likeness, outcomes, variants, exercise.spec.wrong)
    return tuple({**_told(wrong), "together": True} for wrong in two)


def _told(wrong: Wrong) -> dict[str, Any]:
    return {"id": wrong.id, "message": wrong.message.text(), "link": wrong.link}


def _single(exercise: Exercise, likeness: Likeness, outcomes: Outcomes, variants: Variants) -> list[Wrong]:
    """Return the variants that match exactly, else those that do but for the types of exceptions, if they agree."""
    known = [wrong for wrong in exercise.spec.wrong if wrong.id in variants]
    exact = [wrong for wrong in known if likeness.matches(outcomes, variants[wrong.id], wrong)]
    if exact:
        return exact
    close = [wrong for wrong in known if likeness.matches(outcomes, variants[wrong.id], wrong, types=False)]
    return close if len({wrong.message.en for wrong in close}) == 1 else []


def search(exercise: Exercise, case: Case, outcomes: Outcomes, host: Host) -> Variants:
    """Run the wrong variants that may be what the learner wrote: all of them on what is cheap to observe, and on the
    rest only those that still look the same, or that may be one of two. Raises AuthorFault, OurFault and BadAnswer.
    """
    likeness = Likeness(exercise.spec.checks, case)
    cheap = case.cheap()
    dear = [check.id for check in exercise.spec.checks if check.id not in cheap]
    first = cells.variants(exercise, case, host, cells.diagnosable(exercise), cheap)
    near = [wrong.id for wrong in _listed(exercise, first) if _looks_alike(likeness, outcomes, first, wrong, cheap)]
    found = {name: first[name] for name in near} if dear else dict(first)
    _complete(exercise, case, host, first, found, near, dear)
    if not dear or _single(exercise, likeness, outcomes, found):
        return found
    parts = [name for name in first if name not in near and _may_be_a_part(likeness, outcomes, first[name], cheap)]
    if len(parts) * sum(case.costs[name] for name in dear) <= PATIENCE_MS:
        _complete(exercise, case, host, first, found, parts, dear)
    return found


def _complete(
    exercise: Exercise, case: Case, host: Host, first: Variants, found: Variants, ids: list[str], dear: list[str]
) -> None:
    """Put into `found` what these variants do on the rest of the observations as well."""
    second = cells.variants(exercise, case, host, ids, dear) if dear else {}
    found.update({name: {**first[name], **second.get(name, {})} for name in ids})


def _listed(exercise: Exercise, variants: Variants) -> list[Wrong]:
    return [wrong for wrong in exercise.spec.wrong if wrong.id in variants]


def _looks_alike(likeness: Likeness, mine: Outcomes, variants: Variants, wrong: Wrong, names: list[str]) -> bool:
    other = variants[wrong.id]
    return all(
        check.id in other and likeness.alike(check, mine[check.id], other[check.id], wrong, types=False)
        for check in likeness.checks
        if check.id in names
    )


def _may_be_a_part(likeness: Likeness, mine: Outcomes, other: Outcomes, names: list[str]) -> bool:
    """Return whether a variant fails nothing that passes, as far as it is known."""
    return all(
        check.id in other and (likeness.passes(check, other[check.id]) or not likeness.passes(check, mine[check.id]))
        for check in likeness.checks
        if check.id in names
    )
