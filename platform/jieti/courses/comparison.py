"""The roadmaps side by side: their numbers, and what they have in common."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from jieti.accounts.models import User
from jieti.courses.models import Track, Unit, UnitItem
from jieti.study.models import Completion, Enrolment
from jieti.study.outline import outlines
from jieti.study.progress import measure


@dataclass
class Column:
    """One roadmap with its numbers; `progress` is (done, total) for whoever is on it."""

    track: Track
    minutes: int
    kinds: Counter[str]
    topics: int
    progress: tuple[int, int] | None = None

    @property
    def hours(self) -> int:
        """What a plan sets aside, in whole hours."""
        return round(self.minutes / 60)


@dataclass
class Shared:
    """A lesson or exercise, and the roadmaps that ask for it."""

    kind: str
    slug: str
    title: dict[str, str]
    tracks: set[int] = field(default_factory=set)


def compare(reader: User | None) -> dict[str, Any]:
    """Return what the page of all roadmaps shows."""
    tracks = Track.objects.filter(withdrawn_at=None).annotate(
        topic_count=Count("topics", filter=Q(topics__withdrawn_at=None))
    )
    mine = set(Enrolment.objects.open().filter(learner=reader).values_list("track_id", flat=True)) if reader else set()
    so_far = _progress([track for track in tracks if track.pk in mine], reader) if reader and mine else {}
    plans, kinds = outlines(tracks), _kinds()
    columns = [
        Column(track, plans[track.pk].minutes[""], kinds[track.pk], track.topic_count, so_far.get(track.pk))
        for track in tracks
    ]
    return {"columns": columns, "shared": _shared()}


def _progress(tracks: list[Track], reader: User) -> dict[int, tuple[int, int]]:
    done = Completion.objects.for_learner(reader)
    return {pk: measure(about, done).total for pk, about in outlines(tracks).items()}


def _kinds() -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Unit.objects.filter(withdrawn_at=None).order_by().values("track_id", "kind").annotate(n=Count("pk"))
    for row in rows:
        found[row["track_id"]][row["kind"]] = row["n"]
    return found


def _shared() -> list[Shared]:
    """Return the lessons and exercises there are, in the order of the first roadmap that asks for each."""
    rows = (
        UnitItem.objects.filter(unit__withdrawn_at=None, unit__track__withdrawn_at=None, project=None)
        .exclude(lesson__isnull=False, lesson__published=None)
        .exclude(lesson__isnull=False, lesson__withdrawn_at__isnull=False)
        .exclude(exercise__isnull=False, exercise__current=None)
        .exclude(exercise__isnull=False, exercise__withdrawn_at__isnull=False)
        .order_by("unit__track__position", "unit__position", "position")
        .values_list("unit__track_id", "lesson__slug", "lesson__published__title", "exercise__slug", "exercise__title")
    )
    found: dict[tuple[str, str], Shared] = {}
    for track, lesson, lesson_title, exercise, exercise_title in rows:
        kind, slug, title = ("lesson", lesson, lesson_title) if lesson else ("exercise", exercise, exercise_title)
        found.setdefault((kind, slug), Shared(kind, slug, title)).tracks.add(track)
    return list(found.values())
