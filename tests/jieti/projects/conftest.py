"""A project of two milestones: one to tick, one that an exercise shows. Mei looks after ada, and nobody after bo."""

from collections.abc import Callable

import pytest

from jieti.accounts.models import User
from jieti.courses.models import Project, Track, Unit, UnitItem
from jieti.mentoring.models import Cohort
from jieti.projects.models import ProjectWork
from jieti.study.models import Completion
from tests.jieti.study.conftest import both, enrol, make_exercise, make_track, monday_morning, set_clock

__all__ = ["enrol", "monday_morning", "set_clock"]
PAGE = "/projects/digits/"
TICK = PAGE + "milestones/data/"
HAND_IN = PAGE + "hand-in/"
NOTE = {"link": "https://example.org/ada/digits", "note": "0.93 on **unseen** digits"}


def make_project(slug: str = "digits", minutes: int = 120) -> Project:
    def milestone(id: str, exercises: list[str]) -> dict[str, object]:
        told = {name: both(f"{name} {id}") for name in ("title", "do", "shows")}
        return {"id": id, "exercises": exercises, **told}

    return Project.objects.create(
        slug=slug,
        title=both(f"Build {slug}"),
        summary=both("In a sentence"),
        body=both("## The brief\n\nRead."),
        minutes=minutes,
        milestones=[milestone("data", []), milestone("code", ["llm-42-sdpa"])],
        checklist=[{"id": "split", **both("The split is honest")}, {"id": "number", **both("A number is given")}],
        digest=slug,
    )


@pytest.fixture
def project(db: None) -> Project:
    """Asked for on day 3 of a roadmap whose first exercise is its second milestone."""
    found = make_project()
    track: Track = make_track()
    UnitItem.objects.create(unit=Unit.objects.get(track=track, key="T0.D3"), position=0, project=found)
    make_exercise("other")
    return found


@pytest.fixture
def cohort(ada: User, mei: User) -> Cohort:
    found = Cohort.objects.create(name="Class")
    found.learners.add(ada)
    found.mentors.add(mei)
    return found


@pytest.fixture
def whole(project: Project) -> Callable[[User], ProjectWork]:
    """`whole(ada)`: every milestone is done."""

    def make(learner: User) -> ProjectWork:
        work = ProjectWork.objects.begin(learner, project)
        work.tick("data", **NOTE)
        Completion.objects.record(learner, Completion.Kind.EXERCISE, "llm-42-sdpa")
        return work

    return make


def is_done(learner: User) -> bool:
    return Completion.objects.filter(learner=learner, kind=Completion.Kind.PROJECT, key="digits").exists()
