"""The demo school is believable, marked, and gone with one command."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jieti.accounts.models import Role, User
from jieti.mentoring.models import Cohort
from jieti.operations.demo.school import School, remove
from jieti.projects.models import ProjectReview, ProjectWork
from jieti.study.models import Completion, Enrolment
from jieti.submissions.models import Submission

ROOT = Path(__file__).resolve().parents[3]


def pretend() -> None:
    """Let nothing wait any more."""
    Submission.objects.update(state="done")


@pytest.fixture
def school(db: None) -> School:
    """The school with everything but grading, which tests/e2e sees for real."""
    call_command("load_curriculum", str(ROOT / "curriculum"), verbosity=0)
    made = School("a-long-enough-password", grade=pretend)
    made.open()
    return made


def test_everybody_is_there_at_different_points_and_marked(school: School) -> None:
    people = User.objects.filter(is_demo=True)
    assert [people.filter(role=role).count() for role in (Role.AUTHOR, Role.MENTOR, Role.LEARNER)] == [1, 1, 30]
    assert all("演示" in person.name or "demo" in person.name for person in people)
    assert Enrolment.objects.values("track").distinct().count() == 5
    done = {person.completions.count() for person in people.filter(role=Role.LEARNER)}
    assert len(done) > 10
    assert len(school.handed_in) == Submission.objects.count() > 50


def test_removing_leaves_nothing_of_it_and_nobody_else_out(school: School, ada: User) -> None:
    Completion.objects.record(ada, Completion.Kind.LESSON, "lora")
    assert remove() == 32
    assert list(User.objects.all()) == [ada]
    assert not Submission.objects.exists() and not Cohort.objects.exists()
    assert Completion.objects.count() == 1


def test_a_second_school_is_refused(school: School) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("demo")


def test_projects_were_handed_in_and_accepted(school: School) -> None:
    works = ProjectWork.objects.filter(learner__is_demo=True)
    assert works.exists() and set(works.values_list("state", flat=True)) <= {"handed", "accepted"}
    accepted = works.filter(state="accepted").count()
    assert accepted == Completion.objects.filter(kind="project").count() == ProjectReview.objects.count()
