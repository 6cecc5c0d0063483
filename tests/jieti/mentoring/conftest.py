"""Mei mentors ada, not bo; ada has an attempt that failed."""

from pathlib import Path

import pytest

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.mentoring.models import Cohort
from jieti.submissions.models import Submission


@pytest.fixture
def cohort(ada: User, mei: User) -> Cohort:
    found = Cohort.objects.create(name="Class")
    found.learners.add(ada)
    found.mentors.add(mei)
    return found


@pytest.fixture
def exercise(db: None) -> Exercise:
    """The real attention exercise, as loaded."""
    folder = Path(__file__).resolve().parents[3] / "curriculum" / "exercises" / "scaled-dot-product-attention"
    files = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.suffix != ".pyc"}
    found = Exercise.objects.create(slug=folder.name, title={"zh": "注意力", "en": "Attention"})
    found.current = ExerciseVersion.objects.create(exercise=found, digest="d", files=files)
    found.save()
    return found


def failed(learner: User, exercise: Exercise, source: str = "a = 1\nb = 2\n") -> Submission:
    """An attempt that has been graded, and failed."""
    Submission.objects.submit(learner, exercise, source)
    row = Submission.objects.claim()
    assert row is not None
    row.finish({"version": 1, "status": "failed", "score": 0.5, "checks": [], "diagnoses": []})
    return row


@pytest.fixture
def submission(ada: User, exercise: Exercise, cohort: Cohort) -> Submission:
    return failed(ada, exercise)
