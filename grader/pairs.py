"""Two known mistakes at once, recognised by what each of them does alone.

A pair is named when it explains everything: each check that fails does so as it does for one of the two (or, number by
number, partly as for the one and partly as for the other), and each of the two is needed, because some wrong value is
its work alone. What passes must pass for both. Mistakes that meet in one place and give a third result are not found
like this; those an author writes down together, in wrong/.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader import compare
from grader.cells import Outcomes, Seen
from grader.likeness import Likeness
from grader.spec import Check, Wrong


@dataclass(frozen=True)
class Part:
    """One variant beside the learner's code: the checks that it fails, and those of them that look the same."""

    wrong: Wrong
    outcomes: Outcomes
    fails: frozenset[str]
    same: frozenset[str]


def pair(
    likeness: Likeness, mine: Outcomes, found: Mapping[str, Outcomes], wrongs: Sequence[Wrong]
) -> tuple[Wrong, ...]:
    """Return the two variants that together do what the learner's code does; nothing if several pairs would."""
    failing = {check.id: check for check in likeness.checks if not likeness.passes(check, mine[check.id])}
    parts = list(_parts(likeness, mine, found, wrongs, set(failing)))
    fits = [(one, two) for one, two in combinations(parts, 2) if _explain(mine, one, two, failing)]
    if not fits:
        return ()
    # Of "A" and "A and B at once", the one that is no more than needed.
    least = min(len(one.fails) + len(two.fails) for one, two in fits)
    fits = [fit for fit in fits if sum(len(part.fails) for part in fit) == least]
    said = {tuple(sorted(part.wrong.message.en for part in fit)) for fit in fits}
    return tuple(part.wrong for part in fits[0]) if len(said) == 1 else ()


def _parts(
    likeness: Likeness, mine: Outcomes, found: Mapping[str, Outcomes], wrongs: Sequence[Wrong], failing: set[str]
) -> Iterator[Part]:
    """Yield the variants that may have a part in it: they fail nothing that passes."""
    for wrong in wrongs:
        outcomes = found.get(wrong.id, {})
        if any(check.id not in outcomes for check in likeness.checks):
            continue
        fails = [check for check in likeness.checks if not likeness.passes(check, outcomes[check.id])]
        if failing.issuperset(check.id for check in fails):
            same = (c.id for c in fails if likeness.alike(c, mine[c.id], outcomes[c.id], wrong))
            yield Part(wrong, outcomes, frozenset(check.id for check in fails), frozenset(same))


def _explain(mine: Outcomes, one: Part, two: Part, failing: Mapping[str, Check]) -> bool:
    if one.fails | two.fails != failing.keys():
        return False
    only, other = one.fails - two.fails, two.fails - one.fails
    if not (only <= one.same and other <= two.same):
        return False
    if not (_evident(mine, only, one, failing) and _evident(mine, other, two, failing)):
        return False
    meeting = (one.fails & two.fails) - one.same - two.same
    return all(_mixed(mine, one, two, failing[name]) for name in meeting)


def _evident(mine: Outcomes, names: frozenset[str], part: Part, failing: Mapping[str, Check]) -> bool:
    """Return whether a wrong value, rather than an exception or a bound, shows that this part is there."""
    return any(
        failing[name].compares and isinstance(mine[name], Seen) and name not in part.wrong.loose for name in names
    )


def _mixed(mine: Outcomes, one: Part, two: Part, check: Check) -> bool:
    got, first, second = mine[check.id], one.outcomes[check.id], two.outcomes[check.id]
    if not (check.compares and isinstance(got, Seen) and isinstance(first, Seen) and isinstance(second, Seen)):
        return False
    return compare.mixed(got.value, first.value, second.value, check)
