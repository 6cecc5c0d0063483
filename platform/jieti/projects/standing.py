"""A project as one learner has it: each milestone with its state, and what comes next."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Project
from jieti.lib import markdown
from jieti.lib.bilingual import pick
from jieti.projects.models import MilestoneMark, ProjectReview, ProjectWork, has_mentor
from jieti.study.models import Completion


@dataclass(frozen=True)
class Passing:
    """An exercise that shows a milestone by itself."""

    slug: str
    title: dict[str, str]
    passed: bool


@dataclass(frozen=True)
class Milestone:
    """A part of a project, and whether this learner has done it."""

    number: int
    about: dict[str, Any]  # MilestoneFile
    exercises: list[Passing]
    mark: MilestoneMark | None

    @property
    def id(self) -> str:
        return str(self.about["id"])

    @property
    def is_automatic(self) -> bool:
        """Whether passing exercises is what it takes; otherwise the learner ticks it."""
        return bool(self.about["exercises"])

    @property
    def done(self) -> bool:
        return all(each.passed for each in self.exercises) if self.is_automatic else self.mark is not None

    @property
    def do(self) -> str:
        """What to do, as safe HTML."""
        return markdown.render(pick(self.about["do"])).html

    @property
    def shows(self) -> str:
        """What shows that it is done, as safe HTML."""
        return markdown.render(pick(self.about["shows"])).html


@dataclass(frozen=True)
class Standing:
    """A learner on a project. `work` is None for somebody who has not begun."""

    project: Project
    learner: User
    work: ProjectWork | None
    milestones: list[Milestone]

    @property
    def done(self) -> int:
        """How many milestones are done."""
        return sum(milestone.done for milestone in self.milestones)

    @property
    def is_whole(self) -> bool:
        """Whether every milestone is done."""
        return all(milestone.done for milestone in self.milestones)

    @property
    def is_open(self) -> bool:
        """Whether milestones can be ticked and unticked."""
        return self.work is None or self.work.is_open

    @cached_property
    def has_mentor(self) -> bool:
        """Whether somebody is there to hand it to."""
        return has_mentor(self.learner)

    @cached_property
    def is_completed(self) -> bool:
        """Whether plans count it as done."""
        kind = Completion.Kind.PROJECT
        return Completion.objects.filter(learner=self.learner, kind=kind, key=self.project.slug).exists()

    @cached_property
    def reviews(self) -> list[ProjectReview]:
        """What mentors said, the newest first."""
        if self.work is None:
            return []
        self.work.project = self.project
        found = list(self.work.reviews.select_related("mentor"))
        for review in found:
            review.work = self.work
        return found

    def milestone(self, id: str) -> Milestone | None:
        return next((milestone for milestone in self.milestones if milestone.id == id), None)


def standing(project: Project, learner: User) -> Standing:
    """Return where a learner is with a project."""
    works = ProjectWork.objects.filter(learner=learner, project=project).prefetch_related("marks")
    work = works.first()
    marks = {mark.milestone: mark for mark in work.marks.all()} if work else {}
    exercises = _exercises(project, learner)
    milestones = [
        Milestone(
            n, about, [exercises[slug] for slug in about["exercises"] if slug in exercises], marks.get(about["id"])
        )
        for n, about in enumerate(project.milestones, start=1)
    ]
    return Standing(project, learner, work, milestones)


def _exercises(project: Project, learner: User) -> dict[str, Passing]:
    """Return the exercises of a project's milestones; nothing is asked where there are none."""
    slugs = {slug for about in project.milestones for slug in about["exercises"]}
    if not slugs:
        return {}
    kind = Completion.Kind.EXERCISE
    passed = set(Completion.objects.filter(learner=learner, kind=kind, key__in=slugs).values_list("key", flat=True))
    titles = Exercise.objects.filter(slug__in=slugs).values_list("slug", "title")
    return {slug: Passing(slug, title, slug in passed) for slug, title in titles}
