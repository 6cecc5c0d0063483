"""What a grading ends in: one versioned shape for the command line, the API and the database."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from grader.messages import Text
from grader.spec import Check
from sandbox import Report


class Status(StrEnum):
    """How an attempt did, and so whose fault it is if it did not."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"
    FORBIDDEN = "forbidden"
    BROKEN_EXERCISE = "broken_exercise"  # the author's
    INTERNAL = "internal"  # ours

    @property
    def exit_code(self) -> int:
        """What the command line ends with: 0 passed, 1 the learner's, 2 the author's, 3 ours."""
        return {Status.PASSED: 0, Status.BROKEN_EXERCISE: 2, Status.INTERNAL: 3}.get(self, 1)


@dataclass(frozen=True)
class CheckResult:
    """What became of one check. `status` is passed, failed or skipped."""

    check: Check
    status: str
    message: Text
    detail: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it as verdicts carry it."""
        return {
            "name": self.check.id,
            "title": self.check.title.text(),
            "role": self.check.role,
            "status": self.status,
            "message": self.message,
            "detail": self.detail,
        }


@dataclass(frozen=True)
class Resources:
    """What the attempt used, as the sandbox measured it."""

    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    peak_mb: float = 0.0
    device: str = "cpu"

    @classmethod
    def of(cls, report: Report, device: str = "cpu") -> "Resources":
        """Take them from a report."""
        return cls(round(report.wall_ms, 1), round(report.cpu_ms, 1), round(report.peak_mb, 1), device)

    def to_json(self) -> dict[str, Any]:
        """Return them as verdicts carry them."""
        return {"wall_ms": self.wall_ms, "cpu_ms": self.cpu_ms, "peak_mb": self.peak_mb, "device": self.device}


@dataclass(frozen=True)
class Verdict:
    """The whole answer to one attempt. `reason` is for operators and authors, and stays out of the JSON."""

    exercise: str
    exercise_version: str
    status: Status
    message: Text
    score: float = 0.0
    checks: tuple[CheckResult, ...] = ()
    diagnoses: tuple[dict[str, Any], ...] = ()
    resources: Resources = Resources()
    stdout: str = ""
    traceback: str = ""
    pictures: tuple[dict[str, Any], ...] = ()
    reproduce: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    def named(self) -> list[dict[str, Any]]:
        """Return the diagnoses, and of several that tell a learner the same the first."""
        told = {(one["message"]["en"], one["link"]): one for one in reversed(self.diagnoses)}
        return [one for one in self.diagnoses if one.get("together") or told[one["message"]["en"], one["link"]] is one]

    def to_json(self) -> dict[str, Any]:
        """Return version 1 of the verdict; who queued the attempt fills in the timeline."""
        return {
            "version": 1,
            "exercise": self.exercise,
            "exercise_version": self.exercise_version,
            "status": str(self.status),
            "message": self.message,
            "score": self.score,
            "checks": [check.to_json() for check in self.checks],
            "diagnoses": self.named(),
            "resources": self.resources.to_json(),
            "stdout": self.stdout,
            "traceback": self.traceback,
            "pictures": list(self.pictures),
            "reproduce": self.reproduce,
            "timeline": {"queued": None, "started": None, "graded": None},
        }
