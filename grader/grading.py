"""The way from a source to a verdict."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader import cells, endings
from grader.cells import Attempt, Case, Host, Raised
from grader.diagnose import Diagnoses, diagnose, search
from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer, OurFault
from grader.judge import judge, pictured, skipped
from grader.messages import say
from grader.reproduce import reproducible
from grader.sources import trap
from grader.stock import CaseStock
from grader.verdict import CheckResult, Resources, Status, Verdict

log = logging.getLogger(__name__)

Naming = Callable[[cells.Outcomes], Diagnoses]


def grade(
    exercise: Exercise,
    source: str,
    host: Host,
    device: str = "cpu",
    seed: int | None = None,
    stock: CaseStock | None = None,
) -> Verdict:
    """Judge a learner's source. Never raises for anything a learner or an author wrote.

    With a stock, the case comes from there and a grading usually costs one cell. A seed makes the case repeatable:
    for tests and `verify`, never for a learner.
    """
    try:
        refused = trap(source)
        if refused is not None:
            checks = tuple(skipped(check) for check in exercise.spec.checks)
            return Verdict(exercise.slug, exercise.version, Status.ERROR, refused, checks=checks)
        case = stock.case(exercise) if stock and seed is None else cells.reference(exercise, host, seed)
        return grade_case(exercise, source, case, host, device)
    except AuthorFault as fault:
        return broken(exercise, fault)
    except OurFault as fault:
        return internal(exercise, fault)
    finally:
        if stock:
            stock.order(exercise)


def broken(exercise: Exercise, fault: AuthorFault) -> Verdict:
    """Return the verdict for an exercise that does not work."""
    return Verdict(exercise.slug, exercise.version, Status.BROKEN_EXERCISE, say("broken"), reason=str(fault))


def internal(exercise: Exercise, fault: OurFault) -> Verdict:
    """Return the verdict for a fault of ours."""
    return Verdict(exercise.slug, exercise.version, Status.INTERNAL, say("internal"), reason=str(fault))


def grade_case(
    exercise: Exercise,
    source: str,
    case: Case,
    host: Host,
    device: str = "cpu",
    name: Naming | None = None,
) -> Verdict:
    """Judge a source on a given case. `name`: how mistakes are named, if not by running the wrong variants now.

    Raises AuthorFault and OurFault.
    """
    device = "cpu" if exercise.spec.device == "cpu" else device
    data = source.encode("utf-8", "surrogatepass")
    try:
        attempt = cells.observe(exercise, data, case, host, device)
        return _concluded(exercise, case, attempt, host, device, name)
    except BadAnswer as fault:
        verdict = _ended(exercise, Status.ERROR)
        return replace(verdict, message=say("bad-answer"), reason=str(fault))


def _ended(exercise: Exercise, status: Status) -> Verdict:
    checks = tuple(skipped(check) for check in exercise.spec.checks)
    return Verdict(exercise.slug, exercise.version, status, say("internal"), checks=checks)


def _concluded(
    exercise: Exercise,
    case: Case,
    attempt: Attempt,
    host: Host,
    device: str,
    name: Naming | None,
) -> Verdict:
    report, limits = attempt.report, exercise.spec.limits.limits()
    base = replace(
        _ended(exercise, Status.ERROR),
        resources=Resources.of(report, device),
        stdout=report.stdout,
        reason=report.detail,
    )
    if report.answer is None:
        status, message = endings.of_report(report, limits)
        return replace(base, status=status, message=message, traceback=report.stderr)
    if attempt.forbidden:
        return replace(base, status=Status.FORBIDDEN, message=endings.of_forbidden(attempt, exercise.spec))
    if attempt.load:
        status, message, traceback = endings.of_load(attempt.load, limits)
        return replace(base, status=status, message=message, traceback=traceback)

    def searched(outcomes: cells.Outcomes) -> Diagnoses:
        return diagnose(exercise, case, outcomes, _variants(exercise, case, attempt, host))

    return _judged(exercise, case, attempt.outcomes, name or searched, base)


def _judged(
    exercise: Exercise,
    case: Case,
    outcomes: cells.Outcomes,
    name: Naming,
    base: Verdict,
) -> Verdict:
    checks = exercise.spec.checks
    results = tuple(judge(c, outcomes[c.id], case.expected[c.id], case.secrets) for c in checks)
    pictures = tuple(shown for c in checks if (shown := pictured(c, outcomes[c.id])))
    judged = replace(base, checks=results, score=_score(results), pictures=(*pictures, *_difference_pictures(results)))
    lost = [result for result in results if result.status != "passed"]
    if not lost:
        return replace(judged, status=Status.PASSED, message=say("all-passed"))
    status = _status(outcomes)
    memory = say("memory", megabytes=exercise.spec.limits.memory_mb)
    return replace(
        judged,
        status=status,
        message=memory if status is Status.MEMORY else say("some-failed", failed=len(lost), total=len(results)),
        diagnoses=name(outcomes),
        reproduce=reproducible(case, lost[0].check.id),
        traceback=_traceback(outcomes),
    )


def _variants(exercise: Exercise, case: Case, attempt: Attempt, host: Host) -> dict[str, cells.Outcomes]:
    """Run the wrong variants; a verdict without a diagnosis is still a verdict."""
    try:
        return search(exercise, case, attempt.outcomes, host)
    except (AuthorFault, OurFault, BadAnswer) as error:
        log.warning("no mistake of %s can be named: %s: %s", exercise.slug, type(error).__name__, error)
        return {}


def _status(outcomes: cells.Outcomes) -> Status:
    """Failed if anything could be looked at, error if every observation raised, memory if that is why."""
    errors = [outcome for outcome in outcomes.values() if isinstance(outcome, Raised)]
    if any(error.memory for error in errors):
        return Status.MEMORY
    return Status.ERROR if len(errors) == len(outcomes) else Status.FAILED


def _traceback(outcomes: cells.Outcomes) -> str:
    errors = (outcome for outcome in outcomes.values() if isinstance(outcome, Raised))
    return next((error.traceback for error in errors), "")


def _score(results: tuple[CheckResult, ...]) -> float:
    total = sum(result.check.weight for result in results)
    return round(sum(result.check.weight for result in results if result.status == "passed") / total, 4)


def _difference_pictures(results: tuple[CheckResult, ...]) -> list[dict[str, Any]]:
    """Return the picture of the first check whose values differ: where in the matrix the mistake is."""
    for result in results:
        if "picture" in result.detail:
            shown = {"name": result.check.id, "title": result.check.title.text(), "axes": result.check.axes[-2:]}
            return [{**shown, "kind": "difference", **result.detail["picture"]}]
    return []
