"""A track as the planner and the progress pages see it: its units as a tree, and what each asks for, in order.

Reading it costs a few queries and it changes only when content does, so each process keeps it, with a stamp of the
content it was read from: the track's digest and what is published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from django.db import connection
from django.urls import reverse

from jieti.courses.models import Exercise, Lesson, Project, Topic, Track, Unit, UnitItem
from jieti.study.plan import Item, once

Text = dict[str, str]
T = TypeVar("T")
_outlines: dict[int, tuple[str, "Outline"]] = {}  # by track: the stamp, and what was read then


@dataclass(frozen=True)
class Node:
    """A unit of the track."""

    key: str
    parent: str | None
    kind: str
    number: int | None
    title: Text
    optional: bool

    @property
    def name(self) -> Text:
        """Return "Day 18" where it has a number, its title where not."""
        if self.number is None or self.kind not in ("day", "week"):
            return self.title
        zh, en = {"day": ("天", "Day"), "week": ("周", "Week")}[self.kind]
        return {"zh": f"第 {self.number} {zh}", "en": f"{en} {self.number}"}


@dataclass(frozen=True)
class Step:
    """One thing to do: a lesson, an exercise, a project, or a unit without any of them to work through and tick off."""

    kind: str  # Completion.Kind
    ref: str  # slug, or the unit's key
    title: Text
    minutes: int
    unit: str
    optional: bool

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"


@dataclass(frozen=True)
class Outline:
    track_id: int
    track_key: str
    slug: str
    title: Text
    nodes: dict[str, Node] = field(repr=False)
    steps: tuple[Step, ...] = field(repr=False)

    @cached_property
    def items(self) -> list[Item]:
        """Return the steps as the planner takes them: each once, where it comes first."""
        return once(Item(step.key, step.minutes, step.unit, step.optional) for step in self.steps)

    @cached_property
    def minutes(self) -> Counter[str]:
        """Return how long a plan takes for each unit with all that lies in it, by key; "" is the whole track.

        What comes a second time takes none: it is done by then.
        """
        found: Counter[str] = Counter()
        for item in self.items:
            for unit in self._counts_towards(item.unit):
                found[unit] += item.minutes
        return found

    @property
    def parts(self) -> list[Node]:
        """Return what one may choose to follow alone: the stages in which there is something to do."""
        return [node for node in self.nodes.values() if node.parent is None and self.within(node.key).steps]

    def within(self, part: str) -> "Outline":
        """Return the outline of a part alone; all of it if there is no such part (any more)."""
        if part not in self.nodes:
            return self
        inside = [step for step in self.steps if part in [node.key for node in self.path(step.unit)]]
        if self.nodes[part].optional:  # who chooses it wants it
            inside = [replace(step, optional=False) for step in inside]
        return replace(self, steps=tuple(inside))

    def credit(self, done: Mapping[str, T]) -> dict[str, T]:
        """Add what is done because its unit was ticked off: before the unit had a lesson, it was the unit to do."""
        ticked = {step.key: done[f"unit:{step.unit}"] for step in self.steps if f"unit:{step.unit}" in done}
        return {**ticked, **done}

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in reversed(self.steps)}

    @cached_property
    def counts_towards(self) -> list[tuple[str, list[str]]]:
        """Return each step's key with the units it counts towards; "" is the whole track.

        What is optional counts inside itself, not towards what it lies in.
        """
        return [(step.key, self._counts_towards(step.unit)) for step in self.steps]

    def _counts_towards(self, unit: str) -> list[str]:
        path = self.path(unit)
        if path and path[0].optional:
            return [node.key for node in path if node.optional]
        return [*(node.key for node in path), ""]

    def path(self, unit: str) -> list[Node]:
        """Return the unit and everything it lies in, the innermost first."""
        found, key = [], unit if unit in self.nodes else None
        while key is not None:
            found.append(self.nodes[key])
            key = self.nodes[key].parent
        return found

    def url(self, step: Step) -> str:
        """Return the page of a step."""
        if step.kind == "unit":
            return reverse("unit", args=[self.slug, step.ref])
        return reverse(step.kind, args=[step.ref])


def outline(track: Track) -> Outline:
    """Return the outline of one track."""
    return outlines([track])[track.pk]


def outlines(tracks: Iterable[Track]) -> dict[int, Outline]:
    """Return the outlines of some tracks by id, those kept while the content is what it was."""
    by_id = {track.pk: track for track in tracks}
    if not by_id:
        return {}
    stamp = _stamp()
    return {pk: _kept(track, track.digest + stamp) for pk, track in by_id.items()}


def _kept(track: Track, stamp: str) -> Outline:
    if track.pk not in _outlines or _outlines[track.pk][0] != stamp:
        _outlines[track.pk] = stamp, _read(track)
    return _outlines[track.pk][1]


def forget() -> None:
    """Forget every outline. For tests, in which ids and digests repeat."""
    _outlines.clear()


def _stamp() -> str:
    """Return what changes whenever a lesson, exercise or project is published or withdrawn: versions only ever grow.

    Asked on every page with a plan, hence one plain query.
    """
    lessons, exercises, projects = (model._meta.db_table for model in (Lesson, Exercise, Project))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT SUM(published_id), COUNT(withdrawn_at), 0 FROM {lessons} UNION ALL "
            f"SELECT SUM(current_id), COUNT(withdrawn_at), 1 FROM {exercises} UNION ALL "
            f"SELECT SUM(version), COUNT(withdrawn_at), 2 FROM {projects} ORDER BY 3"
        )
        return repr(cursor.fetchall())


def _read(track: Track) -> Outline:
    units = list(Unit.objects.filter(track=track, withdrawn_at=None).select_related("parent").order_by("position"))
    work = _work(track)
    parents = {unit.parent_id for unit in units}
    topics = _first_topics(track)
    nodes: dict[str, Node] = {}
    steps: list[Step] = []
    for unit in units:
        title = unit.title or topics.get(unit.pk, {})
        parent = unit.parent.key if unit.parent and unit.parent.key in nodes else None
        optional = unit.is_optional or bool(parent and nodes[parent].optional)
        nodes[unit.key] = Node(unit.key, parent, unit.kind, unit.number, title, optional)
        for kind, ref, name, minutes in work.get(unit.pk, ()):
            steps.append(Step(kind, ref, name, minutes, unit.key, optional))
        if unit.pk not in work and unit.pk not in parents:
            steps.append(Step("unit", unit.key, title, unit.minutes, unit.key, optional))
    return Outline(track.pk, track.key, track.slug, track.title, nodes, tuple(steps))


def _work(track: Track) -> dict[int, list[tuple[str, str, Any, int]]]:
    """Return what each unit asks for, without what is optional, withdrawn or not published yet."""
    rows = (
        UnitItem.objects.filter(unit__track=track, is_optional=False)
        .select_related("lesson__published", "exercise", "project")
        .defer("project__body", "project__milestones", "project__checklist")
        .order_by("unit__position", "position")
    )
    work: dict[int, list[tuple[str, str, Any, int]]] = defaultdict(list)
    for row in rows:
        lesson, exercise, project = row.lesson, row.exercise, row.project
        if lesson and lesson.published and not lesson.withdrawn_at:
            published = lesson.published
            work[row.unit_id].append(("lesson", lesson.slug, published.title, published.minutes))
        elif exercise and exercise.current_id and not exercise.withdrawn_at:
            work[row.unit_id].append(("exercise", exercise.slug, exercise.title, exercise.minutes))
        elif project and not project.withdrawn_at:
            work[row.unit_id].append(("project", project.slug, project.title, project.minutes))
    return dict(work)


def _first_topics(track: Track) -> dict[int, Text]:
    """Return each unit's first topic: what a day without a title is called by."""
    rows = Topic.objects.filter(track=track, unit__isnull=False, withdrawn_at=None).order_by("-position")
    return {unit: text for unit, text in rows.values_list("unit_id", "text") if unit}
