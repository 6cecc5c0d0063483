"""How a cell can end without an answer, and how a file can fail to load: a status and a sentence for each."""

import signal
from collections.abc import Mapping
from typing import Any

from grader.cells import Attempt, raised
from grader.frames import clean
from grader.messages import Text, join, plain, say
from grader.spec import Forbid, Spec
from grader.verdict import Status
from sandbox import Limits, Report
from sandbox import Status as Ended

MIB = 1 << 20


def of_report(report: Report, limits: Limits) -> tuple[Status, Text]:
    """Return what to say of a report whose job gave no answer."""
    if report.status is Ended.TIMEOUT:
        seconds = limits.cpu_s if report.limit == "cpu" else limits.wall_s
        return Status.TIMEOUT, say("timeout", seconds=seconds)
    if report.status is Ended.MEMORY:
        allowed = limits.gpu_memory if report.limit == "gpu_memory" else limits.memory
        return Status.MEMORY, say("memory", megabytes=allowed // MIB)
    if report.status is Ended.OUTPUT:
        return Status.OUTPUT, say("answer-size" if report.limit == "answer" else "output")
    if report.status is Ended.BAD_ANSWER:
        return Status.ERROR, say("bad-answer")
    if report.limit == "processes":
        return Status.ERROR, say("processes")
    if report.signal:
        return Status.ERROR, say("killed", name=signal_name(report.signal))
    return Status.ERROR, say("exited", code=report.exit_code)


def signal_name(number: int) -> str:
    """Return "SIGSEGV" for 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def of_load(load: Mapping[str, Any], limits: Limits) -> tuple[Status, Text, str]:
    """Return status, sentence and traceback for a file that could not be loaded."""
    if load.get("kind") == "missing":
        return Status.ERROR, _missing(load), ""
    error = raised(load)
    if load.get("kind") == "syntax":
        key = "syntax" if error.line else "syntax-anywhere"
        return Status.ERROR, say(key, line=error.line, message=error.message), error.traceback
    if error.memory:
        return Status.MEMORY, say("memory", megabytes=limits.memory // MIB), error.traceback
    key = "load-raised" if error.line else "load-raised-anywhere"
    message = say(key, line=error.line, type=error.type, message=error.message[:300])
    return Status.ERROR, message, error.traceback


def _missing(load: Mapping[str, Any]) -> Text:
    names, defined = _names(load.get("names")), _names(load.get("defined"))
    text = say("missing", names=", ".join(names))
    return join(text, say("defined", names=", ".join(defined))) if defined else text


def _names(value: Any) -> list[str]:
    return [clean(str(name))[:80] for name in value[:20]] if isinstance(value, list) else []


def of_forbidden(attempt: Attempt, spec: Spec) -> Text:
    """Return the author's word on every forbidden name that was used, each with its line."""
    lines = {clean(str(hit.get("name"))): hit.get("line") for hit in reversed(attempt.forbidden)}
    found = [_used(rule, lines[rule.name]) for rule in spec.forbids if rule.name in lines]
    return join(*found) if found else plain(", ".join(lines)[:200])


def _used(rule: Forbid, line: Any) -> Text:
    """Return the author's word; without a line if the learner's code was not on the stack when it was called."""
    text = rule.message.text()
    return join(text, say("forbidden-at", line=line, name=rule.name)) if type(line) is int else text
