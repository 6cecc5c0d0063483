"""Run: a learner's own program with its prints, and no grading."""

from dataclasses import dataclass
from typing import Any

from grader import cells, endings
from grader.exercise import Exercise
from grader.faults import AuthorFault, OurFault
from grader.messages import Text, plain, say
from grader.sources import trap
from grader.verdict import Resources
from sandbox import Job, Limits
from sandbox import Status as Ended


@dataclass(frozen=True)
class RunResult:
    """What a program printed and how it ended. `status` is "ok" or one of the verdict states."""

    status: str
    message: Text
    stdout: str = ""
    stderr: str = ""
    exit_code: int | None = None
    resources: Resources = Resources()

    def to_json(self) -> dict[str, Any]:
        """Return it as pages and the API carry it."""
        return {
            "version": 1,
            "status": self.status,
            "message": self.message,
            "stdout": self.stdout,
            "stderr": self.stderr,
            "exit_code": self.exit_code,
            "resources": self.resources.to_json(),
        }


def run(where: Exercise | str, source: str, host: cells.Host, limits: Limits | None = None) -> RunResult:
    """Run a source as a program, in the image and with the limits of an exercise, or in an image by name."""
    refused = trap(source)
    if refused is not None:
        return RunResult("error", refused)
    try:
        image = where if isinstance(where, str) else where.spec.image
        limits = limits or (Limits() if isinstance(where, str) else where.spec.limits.limits())
        return _result(host, Job("script", {"main.py": source.encode()}, image=image, limits=limits))
    except AuthorFault:
        return RunResult("broken_exercise", say("broken"))
    except OurFault:
        return RunResult("internal", say("internal"))


def _result(host: cells.Host, job: Job) -> RunResult:
    report = cells.run(host, job)
    if report.status is Ended.OK:
        status, message = "ok", plain("")
    elif report.status is Ended.ERROR and not report.signal and report.stderr.strip():
        status, message = "error", plain(report.stderr.strip().splitlines()[-1][:300])
    else:
        status, message = endings.of_report(report, job.limits)
    return RunResult(
        str(status), message, report.stdout, report.stderr, report.exit_code, resources=Resources.of(report)
    )
