"""One observation, one rule, one sentence."""

from typing import Any

import numpy as np

from grader import compare, picture
from grader.cells import Outcome, Raised, Seen
from grader.faults import AuthorFault
from grader.frames import Array, Value
from grader.messages import Text, join, number, say
from grader.spec import Check
from grader.verdict import CheckResult


def judge(check: Check, got: Outcome, want: Outcome, secrets: Value) -> CheckResult:
    """Say whether `got`, what the learner's code did, keeps the check's rule; `want` is what the solution did.

    Raises AuthorFault where the reference cannot be judged by the rule.
    """
    if isinstance(got, Raised):
        return failed(check, _raised(got), _raised_detail(got))
    if not isinstance(want, Seen):
        raise AuthorFault(f"{check.id}: the solution has no value")
    if check.compares:
        found = compare.difference(got.value, want.value, check)
        return failed(check, found.told[0], {"kind": found.kind, **found.told[1]}) if found else passed(check)
    if check.rule == "accuracy":
        return _accuracy(check, got.value, secrets)
    return _bounded(check, got.value, want.value)


def holds(check: Check, got: Outcome, want: Outcome, secrets: Value) -> bool:
    """Say no more than whether it does: `judge` without the sentence."""
    if check.compares and isinstance(got, Seen) and isinstance(want, Seen):
        return compare.difference(got.value, want.value, check) is None
    return not isinstance(got, Raised) and judge(check, got, want, secrets).status == "passed"


def passed(check: Check, detail: dict[str, Any] | None = None) -> CheckResult:
    """Return the result of a check that passes."""
    return CheckResult(check, "passed", say("passed"), detail or {})


def failed(check: Check, why: Text, detail: dict[str, Any]) -> CheckResult:
    """Return the result of a check that fails: what the author says it means, then what was seen."""
    return CheckResult(check, "failed", join(check.failed.text(), why), {"why": why, **detail})


def skipped(check: Check) -> CheckResult:
    """Return the result of a check that was never reached."""
    return CheckResult(check, "skipped", say("skipped"))


def _raised(got: Raised) -> Text:
    if got.line is None:
        return say("raised-in-probe", type=got.type, message=got.message[:300])
    return say("raised", line=got.line, type=got.type, message=got.message[:300])


def _raised_detail(got: Raised) -> dict[str, Any]:
    return {"kind": "raised", "type": got.type, "text": got.message, "line": got.line, "traceback": got.traceback}


def _bounded(check: Check, got: Value, want: Value) -> CheckResult:
    numbers = _flat(got)
    if numbers is None or not numbers.size:
        why = say("type", want=compare.name_of(want), got=compare.name_of(got))
        return failed(check, why, {"kind": "type"})
    if not np.isfinite(numbers).all():
        nan = int(np.isnan(numbers).sum())
        first = int(np.argwhere(~np.isfinite(numbers))[0][0])
        inf = int((~np.isfinite(numbers)).sum()) - nan
        return failed(check, say("not-finite", nan=nan, inf=inf, where=[first]), {"kind": "not-finite"})
    smallest, largest = float(numbers.min()), float(numbers.max())
    low = check.value if check.rule == "at_least" else check.low
    high = check.value if check.rule == "at_most" else check.high
    if low is not None and smallest < low:
        detail = {"kind": "bound", "got": smallest, "low": low}
        return failed(check, say("at-least", got=number(smallest), bound=number(low)), detail)
    if high is not None and largest > high:
        detail = {"kind": "bound", "got": largest, "high": high}
        return failed(check, say("at-most", got=number(largest), bound=number(high)), detail)
    return passed(check, {"got": largest if high is not None else smallest})


def _flat(value: Value) -> Any:
    """Return the numbers of a value as a float64 vector, or None if it has none."""
    if isinstance(value, Array) and value.data.dtype.kind in "biuf":
        return value.data.astype(np.float64).ravel()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return np.array([_float(value)])
    return None


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _accuracy(check: Check, got: Value, secrets: Value) -> CheckResult:
    labels = secrets.get(check.secret) if isinstance(secrets, dict) else None
    if not isinstance(labels, Array) or not labels.data.size or check.at_least is None:
        raise AuthorFault(f"{check.id}: make_cases() gives no secret {check.secret}")
    if not isinstance(got, Array):
        why = say("none" if got is None else "type", want=compare.name_of(labels), got=compare.name_of(got))
        return failed(check, why, {"kind": "type"})
    if got.shape != labels.shape:
        shapes = {"want": compare.named_shape(labels.shape, check.axes), "got": str(got.shape)}
        return failed(check, say("shape", **shapes), {"kind": "shape", "got": list(got.shape)})
    if got.data.dtype.kind not in "iu":
        return failed(check, say("dtype", want=labels.dtype, got=got.dtype), {"kind": "dtype", "got": got.dtype})
    share = float(np.mean(got.data == labels.data))
    detail = {"kind": "accuracy", "got": share, "low": check.at_least}
    if share < check.at_least:
        return failed(check, say("accuracy", got=share, bound=check.at_least), detail)
    if check.at_most is not None and share > check.at_most:
        return failed(check, say("accuracy-high", got=share, bound=check.at_most), detail)
    return passed(check, detail)


def pictured(check: Check, got: Outcome) -> dict[str, Any] | None:
    """Return the picture of an observation whose role is to be looked at."""
    if check.role != "picture" or not isinstance(got, Seen) or not isinstance(got.value, Array):
        return None
    array = got.value.data
    if array.ndim < 2 or not array.size or array.dtype.kind not in "biuf":
        return None
    return {
        "name": check.id,
        "title": check.title.text(),
        "axes": check.axes[-2:],
        "kind": "value",
        **picture.of(array),
    }
