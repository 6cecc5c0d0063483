"""(exercise, source) -> verdict. Knows sandbox/ and numpy; knows neither Django nor torch."""

from grader.exercise import Exercise, Problem
from grader.faults import AuthorFault, OurFault
from grader.grading import grade
from grader.running import LESSON_LIMITS, RunResult, run, run_blocks
from grader.stock import CaseStock
from grader.verdict import CheckResult, Resources, Status, Verdict

__all__ = [
    "LESSON_LIMITS",
    "AuthorFault",
    "CaseStock",
    "CheckResult",
    "Exercise",
    "OurFault",
    "Problem",
    "Resources",
    "RunResult",
    "Status",
    "Verdict",
    "grade",
    "run",
    "run_blocks",
]
