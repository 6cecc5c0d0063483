"""Writes roadmaps: the track, its units depth first, their topics and what they ask for."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from jieti.courses.content import ItemFile, Text, TopicFile, TrackContent, UnitFile, walk
from jieti.courses.models import Exercise, Lesson, Project, Topic, Track, TrackSource, Unit, UnitItem
from jieti.courses.outcome import Outcome, put, withdraw
from jieti.courses.reading import digest_of

Rows = Mapping[str, Mapping[str, Lesson] | Mapping[str, Exercise] | Mapping[str, Project]]  # by kind, then by slug


class _Known:
    """The rows there are, by key, and whatever the files have not claimed yet."""

    def __init__(self) -> None:
        self.tracks = {track.key: track for track in Track.objects.select_related("source")}
        self.units = {unit.key: unit for unit in Unit.objects.all()}
        self.topics = {topic.key: topic for topic in Topic.objects.all()}
        self.items: dict[int, list[UnitItem]] = defaultdict(list)
        for item in UnitItem.objects.order_by("position"):
            self.items[item.unit_id].append(item)


def load_tracks(contents: list[TrackContent], rows: Rows, outcome: Outcome) -> None:
    """Bring the tracks to what the files say; what they no longer have is withdrawn."""
    known = _Known()
    for content in contents:
        track = _track(content, known, outcome)
        notes = _notes(content)
        units = _units(content, track, notes, known, outcome)
        _topics(content, track, units, notes, known, outcome)
        for place in walk(content.track.units):
            _items(place.unit, units[place.unit.key], known, rows, outcome)
    for left in (known.tracks, known.units, known.topics):
        withdraw(outcome, left.values())


def _text(text: Text | None) -> dict[str, str]:
    return text.model_dump() if text else {}


def _track(content: TrackContent, known: _Known, outcome: Outcome) -> Track:
    file = content.track
    shown = file.model_dump(include={"original", "principles", "tables", "resources", "notes", "appendix"})
    fields = {
        "slug": file.slug,
        "position": content.position,
        **{name: _text(getattr(file, name)) for name in ("title", "summary", "audience", "length", "hours")},
        "data": shown,
        "digest": digest_of(content.source),
    }
    found = known.tracks.pop(file.key, None)
    track = put(outcome, found, Track(key=file.key), fields)
    source = getattr(found, "source", None) if found else None
    put(outcome, source, TrackSource(track=track), {"name": content.name, "text": content.source})
    return track


def _notes(content: TrackContent) -> dict[str, list[dict[str, Any]]]:
    """Return the footnotes of each unit, topic and table."""
    notes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for note in content.track.notes:
        for key in note.at:
            notes[key].append({"id": note.id, "quote": note.quote, "text": note.text.model_dump()})
    return notes


def _units(
    content: TrackContent, track: Track, notes: Mapping[str, Any], known: _Known, outcome: Outcome
) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for position, place in enumerate(walk(content.track.units)):
        unit = place.unit
        fields = {
            "track_id": track.pk,
            "parent_id": units[place.parent].pk if place.parent else None,
            "kind": unit.kind,
            "number": unit.number,
            "position": position,
            "title": _text(unit.title) or _named_after(unit.topics[0]),
            "goal": _text(unit.goal),
            "hours": _text(unit.hours),
            "weekly_task": _text(unit.weekly_task),
            "minutes": minutes_of(unit),
            "is_project": unit.project,
            "is_optional": unit.optional,
            "resources": [resource.model_dump() for resource in unit.resources],
            "notes": notes.get(unit.key, []),
        }
        units[unit.key] = put(outcome, known.units.pop(unit.key, None), Unit(key=unit.key), fields)
    return units


def _named_after(topic: TopicFile) -> dict[str, str]:
    return {"zh": topic.zh, "en": topic.en}


def minutes_of(unit: UnitFile) -> int:
    """Return what a plan sets aside for a unit: its own minutes, or those of what lies in it."""
    return unit.minutes or sum(minutes_of(child) for child in unit.units)


def _topics(
    content: TrackContent,
    track: Track,
    units: Mapping[str, Unit],
    notes: Mapping[str, Any],
    known: _Known,
    outcome: Outcome,
) -> None:
    listed: list[tuple[Unit | None, TopicFile]] = [(None, topic) for topic in content.track.preface]
    for place in walk(content.track.units):
        listed += [(units[place.unit.key], topic) for topic in place.unit.topics]
    for position, (unit, topic) in enumerate(listed):
        fields = {
            "track_id": track.pk,
            "unit_id": unit.pk if unit else None,
            "position": position,
            "text": {"zh": topic.zh, "en": topic.en},
            "is_optional": topic.optional,
            "lessons": topic.lessons,
            "notes": notes.get(topic.key, []),
        }
        put(outcome, known.topics.pop(topic.key, None), Topic(key=topic.key), fields)


def _items(file: UnitFile, unit: Unit, known: _Known, rows: Rows, outcome: Outcome) -> None:
    """Rewrite what a unit asks for if it is not so already; nobody's progress points to these rows."""
    wanted = [(*_asked(item, rows), item.optional) for item in file.items]
    there = known.items.get(unit.pk, [])
    if [(item.lesson_id, item.exercise_id, item.project_id, item.is_optional) for item in there] == wanted:
        return
    UnitItem.objects.filter(unit=unit).delete()
    UnitItem.objects.bulk_create(
        UnitItem(
            unit=unit, position=n, lesson_id=lesson, exercise_id=exercise, project_id=project, is_optional=optional
        )
        for n, (lesson, exercise, project, optional) in enumerate(wanted)
    )
    outcome.changed["unititem"] += 1


def _asked(item: ItemFile, rows: Rows) -> tuple[int | None, int | None, int | None]:
    """Return the ids of the item's lesson, exercise and project, of which there is one."""
    ids = {kind: rows[kind][slug].pk for kind, slug in item.named}
    return ids.get("lesson"), ids.get("exercise"), ids.get("project")
