"""A small roadmap, a clock that tests can set, and a learner on the way."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion, Lesson, LessonRevision, Topic, Track, Unit, UnitItem
from jieti.study import clock
from jieti.study.models import Enrolment

MONDAY = date(2026, 11, 23)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`set_clock(2026, 11, 23, 9)` (UTC)."""

    def set_to(*when: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(*when, tzinfo=UTC))

    return set_to


@pytest.fixture(autouse=True)
def monday_morning(set_clock: Callable[..., None]) -> None:
    """Every test happens on Monday, 23 November 2026, at nine in Shanghai, unless it says otherwise."""
    set_clock(2026, 11, 23, 1)


def both(text: str) -> dict[str, str]:
    return {"zh": f"{text}（中）", "en": text}


def make_lesson(slug: str, minutes: int = 60, cards: int = 2) -> Lesson:
    lesson = Lesson.objects.create(slug=slug)
    lesson.published = LessonRevision.objects.create(
        lesson=lesson,
        number=1,
        source="files",
        state="published",
        title=both(f"About {slug}"),
        body=both("Text."),
        minutes=minutes,
        cards=[{"id": f"c{n}", "front": both(f"Front {n} of {slug}"), "back": both(f"Back {n}")} for n in range(cards)],
        digest="d",
    )
    lesson.save()
    return lesson


def make_exercise(slug: str, minutes: int = 30) -> Exercise:
    exercise = Exercise.objects.create(slug=slug, title=both(f"Write {slug}"), minutes=minutes)
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d", files={})
    exercise.save()
    return exercise


def make_track(key: str = "T0", slug: str = "llm-42", days: int = 4, position: int = 0) -> Track:
    """A stage with a week of days. Day 1 has a lesson and an exercise, day 2 a lesson, the others only topics."""
    track = Track.objects.create(key=key, slug=slug, position=position, title=both(f"Roadmap {key}"), digest=key)
    places = iter(range(1000))

    def unit(name: str, kind: str, parent: Unit | None, **fields: Any) -> Unit:
        return Unit.objects.create(
            track=track, key=f"{key}.{name}", kind=kind, parent=parent, position=next(places), **fields
        )

    stage = unit("C1", "stage", None, title=both("Stage 1"))
    week = unit("W1", "week", stage, number=1, title=both("Week 1"))
    made = [unit(f"D{n}", "day", week, number=n, minutes=60) for n in range(1, days + 1)]
    for day in made:
        Topic.objects.create(
            track=track, unit=day, key=f"{day.key}.1", position=day.position, text=both(f"Topic of day {day.number}")
        )
    first = make_lesson(f"{slug}-attention")
    UnitItem.objects.create(unit=made[0], position=0, lesson=first)
    UnitItem.objects.create(unit=made[0], position=1, exercise=make_exercise(f"{slug}-sdpa"))
    UnitItem.objects.create(unit=made[1], position=0, lesson=make_lesson(f"{slug}-lora"))
    return track


@pytest.fixture
def track(db: None) -> Track:
    return make_track()


@pytest.fixture
def other_track(track: Track) -> Track:
    return make_track("T1", "second", position=1)


@pytest.fixture
def enrol() -> Callable[..., Enrolment]:
    """`enrol(ada, track)`: from Monday on, Monday to Friday, 90 minutes a day."""

    def make(learner: User, track: Track, starts_on: date = MONDAY, **fields: Any) -> Enrolment:
        fields = {"weekdays": range(5), "minutes_per_day": 90, **fields}
        return Enrolment.objects.enrol(learner, track, starts_on, **fields)

    return make


@pytest.fixture
def enrolled(ada: User, track: Track, enrol: Callable[..., Enrolment]) -> Enrolment:
    return enrol(ada, track)


def at(*when: int) -> datetime:
    return timezone.make_aware(datetime(*when), UTC)
