"""The map of the whole: concepts in steps, each above all that it needs, with the reader on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from jieti.accounts.models import User
from jieti.courses.models import Concept, Exercise, Lesson
from jieti.courses.tree import Work
from jieti.study.models import Completion


@dataclass
class Node:
    """A concept as the map shows it."""

    concept: Concept
    works: list[Work]
    needs: list[Node]
    leads: list[Node] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(work.done for work in self.works)

    @cached_property
    def is_climbed(self) -> bool:
        """Whether all that teaches it is done; a concept that nothing teaches yet is where what it needs is."""
        return (
            self.done == len(self.works) if self.works else bool(self.needs) and all(n.is_climbed for n in self.needs)
        )

    @property
    def state(self) -> str:
        """ "climbed", "begun", "open" (all it needs is climbed), or "ahead"."""
        if self.is_climbed:
            return "climbed"
        if self.done:
            return "begun"
        return "open" if all(need.is_climbed for need in self.needs) else "ahead"

    @cached_property
    def step(self) -> int:
        """How many steps up it lies."""
        return 1 + max((need.step for need in self.needs), default=0)


def concept_map(reader: User | None) -> list[list[Node]]:
    """Return the concepts step by step, from the ground."""
    works = {(work.kind, work.slug): work for work in _works(reader)}
    nodes: dict[str, Node] = {}
    for concept in Concept.objects.all():
        wanted = [("lesson", slug) for slug in concept.lessons] + [("exercise", slug) for slug in concept.exercises]
        needs = [nodes[key] for key in concept.needs if key in nodes]
        node = nodes[concept.key] = Node(concept, [works[key] for key in wanted if key in works], needs)
        for need in needs:
            need.leads.append(node)
    steps: dict[int, list[Node]] = {}
    for node in nodes.values():
        steps.setdefault(node.step, []).append(node)
    return [steps[step] for step in sorted(steps)]


def _works(reader: User | None) -> Iterator[Work]:
    done = set(Completion.objects.filter(learner=reader).values_list("kind", "key")) if reader else set()
    lessons = Lesson.objects.filter(withdrawn_at=None, published__isnull=False)
    for slug, title, minutes in lessons.values_list("slug", "published__title", "published__minutes"):
        yield Work("lesson", slug, title, minutes, ("lesson", slug) in done)
    exercises = Exercise.objects.filter(withdrawn_at=None, current__isnull=False)
    for slug, title, minutes in exercises.values_list("slug", "title", "minutes"):
        yield Work("exercise", slug, title, minutes, ("exercise", slug) in done)
