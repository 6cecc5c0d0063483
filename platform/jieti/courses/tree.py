"""A roadmap as its pages show it: units with their topics, what they ask for, and how far the reader is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from jieti.accounts.models import User
from jieti.courses.models import Topic, Track, Unit, UnitItem
from jieti.study.models import Enrolment
from jieti.study.outline import Outline, outline
from jieti.study.progress import Progress, progress

FAIRLY = 1.15  # how far two numbers of hours may lie apart and still be called the same


@dataclass(frozen=True)
class Work:
    """A lesson, an exercise or a project that a unit asks for."""

    kind: str
    slug: str
    title: Mapping[str, str]
    minutes: int
    done: bool
    optional: bool = False

    @property
    def url(self) -> str:
        """The page where it is done."""
        return reverse(self.kind, args=[self.slug])


@dataclass
class Branch:
    """A unit and all that lies in it."""

    unit: Unit
    topics: list[Topic]
    works: list[Work]
    tables: list[dict[str, Any]]
    progress: tuple[int, int] = (0, 0)
    is_next: bool = False
    planned: int = 0  # minutes of its lessons and exercises, and of steps without either, each counted once
    children: list[Branch] = field(default_factory=list)

    @property
    def planned_hours(self) -> int:
        """The same in whole hours."""
        return round(self.planned / 60)

    @property
    def against_stated(self) -> str:
        """Whether that is "more" or "less" than the hours that the original states; nothing where it states none."""
        if not self.unit.hours or not self.unit.minutes or not self.planned:
            return ""
        share = self.planned / self.unit.minutes
        return "more" if share > FAIRLY else "less" if share < 1 / FAIRLY else ""

    @property
    def is_leaf(self) -> bool:
        """Whether it is a step of its own: nothing lies in it."""
        return not self.children

    @property
    def done(self) -> bool:
        """Whether everything it asks for is done."""
        done, total = self.progress
        return total > 0 and done == total

    @property
    def state(self) -> str:
        """The look of its step on the stairs: "filled", "today", "optional" or nothing."""
        if self.done:
            return "filled"
        return "today" if self.is_next else "optional" if self.unit.is_optional else ""

    @property
    def lessons(self) -> list[Work]:
        """What there is to read."""
        return [work for work in self.works if work.kind == "lesson"]

    @property
    def only_exercises(self) -> bool:
        """Whether there is work to do, but neither a lesson nor a project."""
        return all(work.kind == "exercise" for work in self.works)

    def whole(self) -> Iterator[Branch]:
        """Yield it and all that lies in it."""
        yield self
        for child in self.children:
            yield from child.whole()

    @property
    def says_more(self) -> bool:
        """Whether its topics say more than its title does (a day is called after its only topic)."""
        return [topic.text for topic in self.topics] != [self.unit.title]

    @property
    def landings(self) -> list[Landing]:
        """What lies in it: each week with its days, and single steps between them in groups of their own."""
        found: list[Landing] = []
        for child in self.children:
            if not child.is_leaf:
                found.append(Landing(child, list(child.leaves())))
            elif found and found[-1].week is None:
                found[-1].leaves.append(child)
            else:
                found.append(Landing(None, [child]))
        return found

    def leaves(self) -> Iterator[Branch]:
        """Yield the steps in it, in order."""
        if self.is_leaf:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass
class Landing:
    """A week with its days; or steps that belong to no week."""

    week: Branch | None
    leaves: list[Branch]


@dataclass
class Tree:
    """A track with its stages, and the reader on it."""

    track: Track
    stages: list[Branch]
    preface: list[Topic]
    by_key: dict[str, Branch]
    progress: Progress | None
    enrolled: bool
    minutes: int  # what a plan takes for all of it but the optional

    @property
    def hours(self) -> int:
        """The same in whole hours."""
        return round(self.minutes / 60)

    @property
    def has_optional(self) -> bool:
        """Whether a step may be left out."""
        return any(leaf.unit.is_optional for leaf in self.leaves())

    def leaves(self) -> list[Branch]:
        """Return every step, in order."""
        return [leaf for stage in self.stages for leaf in stage.leaves()]

    def path(self, key: str) -> list[Branch]:
        """Return what a unit lies in, from its stage to itself."""
        found: list[Branch] = []
        here: Branch | None = self.by_key[key]
        parents = {child.unit.key: branch for branch in self.by_key.values() for child in branch.children}
        while here is not None:
            found.insert(0, here)
            here = parents.get(here.unit.key)
        return found

    @property
    def taught(self) -> dict[str, list[Work]]:
        """The lessons that teach each topic, by the topic's key; nothing for one that is not taught yet."""
        lessons = {work.slug: work for branch in self.by_key.values() for work in branch.lessons}
        topics = [*self.preface, *(topic for branch in self.by_key.values() for topic in branch.topics)]
        return {topic.key: [lessons[slug] for slug in topic.lessons if slug in lessons] for topic in topics}

    def lessons_about(self, branch: Branch) -> list[Work]:
        """Return the lessons that teach a unit's topics, wherever on the roadmap they are read."""
        taught = self.taught
        return list({work.slug: work for topic in branch.topics for work in taught[topic.key]}.values())

    def tables_of(self, key: str) -> list[dict[str, Any]]:
        """Return the tables and lists that belong to a unit, or to the track by its own key."""
        return [table for table in self.track.data.get("tables", []) if table["at"] == key]


def read_tree(track: Track, reader: User | None) -> Tree:
    """Read a track for somebody (None: nobody we know)."""
    about = progress(track, reader) if reader else None
    enrolled = bool(reader) and Enrolment.objects.open().filter(learner=reader, track=track).exists()
    topics, works = _topics(track), _works(track, about)
    plan = outline(track)
    ahead = _next_unit(plan, about) if about and enrolled else None
    tree = Tree(track, [], topics[None], {}, about, enrolled, plan.minutes[""])
    by_id: dict[int, Branch] = {}
    for unit in track.units.filter(withdrawn_at=None):
        branch = Branch(unit, topics[unit.pk], works[unit.pk], tree.tables_of(unit.key))
        branch.progress = about.unit(unit.key) if about else (0, 0)
        branch.is_next = unit.key == ahead
        branch.planned = plan.minutes[unit.key] or unit.minutes
        by_id[unit.pk] = tree.by_key[unit.key] = branch
        parent = by_id.get(unit.parent_id or 0)
        (parent.children if parent else tree.stages).append(branch)
    return tree


def _next_unit(about: Outline, so_far: Progress) -> str | None:
    """Return the unit of the first thing that is not done and not optional."""
    credited = about.credit(dict.fromkeys(so_far.keys, True))
    return next((step.unit for step in about.steps if step.key not in credited and not step.optional), None)


def _topics(track: Track) -> dict[int | None, list[Topic]]:
    topics: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in track.topics.filter(withdrawn_at=None):
        topics[topic.unit_id].append(topic)
    return topics


#: Everything but the lessons' text, which is long.
SHOWN: tuple[str, ...] = ("unit_id", "position", "lesson__slug", "lesson__withdrawn_at", "lesson__published__title")
SHOWN += ("lesson__published__minutes", "exercise__slug", "exercise__title", "exercise__minutes")
SHOWN += ("exercise__withdrawn_at", "exercise__current_id", "is_optional")
SHOWN += ("project__slug", "project__title", "project__minutes", "project__withdrawn_at")


def _works(track: Track, about: Progress | None) -> dict[int, list[Work]]:
    works: dict[int, list[Work]] = defaultdict(list)
    rows = (
        UnitItem.objects.filter(unit__track=track)
        .select_related("lesson__published", "exercise", "project")
        .only(*SHOWN)
    )
    for row in rows.order_by("unit__position", "position"):
        work = _work(row, about)
        if work is not None:
            works[row.unit_id].append(work)
    return works


def _work(row: UnitItem, about: Progress | None) -> Work | None:
    """Return a row as pages show it; None for what is withdrawn or not published yet."""
    lesson, exercise, project = row.lesson, row.exercise, row.project
    if lesson is not None and lesson.published is not None and lesson.withdrawn_at is None:
        done = about is not None and about.has("lesson", lesson.slug)
        return Work("lesson", lesson.slug, lesson.published.title, lesson.published.minutes, done, row.is_optional)
    if exercise is not None and exercise.current_id is not None and exercise.withdrawn_at is None:
        done = about is not None and about.has("exercise", exercise.slug)
        return Work("exercise", exercise.slug, exercise.title, exercise.minutes, done, row.is_optional)
    if project is not None and project.withdrawn_at is None:
        done = about is not None and about.has("project", project.slug)
        return Work("project", project.slug, project.title, project.minutes, done, row.is_optional)
    return None
