"""What lies around a lesson for one reader: its place on their roadmap, its exercises, what comes before and after."""

from typing import Any

from jieti.accounts.models import User
from jieti.courses.models import Lesson, Track, UnitItem
from jieti.study.models import Completion, Enrolment
from jieti.study.outline import Outline, Step, outline


def surroundings(lesson: Lesson, reader: User) -> dict[str, Any]:
    """Return what the lesson's page shows beside its text."""
    done = Completion.objects.for_learner(reader)
    context: dict[str, Any] = {"is_done": f"lesson:{lesson.slug}" in done, "track": None}
    track = _track(lesson, reader)
    if track is None:
        return context
    about = outline(track)
    steps = list(about.steps)
    here = next((n for n, step in enumerate(steps) if step.key == f"lesson:{lesson.slug}"), None)
    if here is None:
        return context
    unit = steps[here].unit
    exercises = [step for step in steps if step.unit == unit and step.kind == "exercise"]
    return {
        **context,
        "track": track,
        "node": about.nodes[unit],
        "exercises": [(step, about.url(step), step.key in done) for step in exercises],
        "before": _linked(about, steps[here - 1] if here else None),
        "after": _linked(about, steps[here + 1] if here + 1 < len(steps) else None),
    }


def _linked(about: Outline, step: Step | None) -> dict[str, Any] | None:
    return {"step": step, "url": about.url(step)} if step else None


def _track(lesson: Lesson, reader: User) -> Track | None:
    """Return a roadmap that asks for the lesson: one the reader is on if there is one, else the first."""
    asking = UnitItem.objects.filter(lesson=lesson, unit__withdrawn_at=None, unit__track__withdrawn_at=None)
    tracks = {track.pk: track for track in Track.objects.filter(pk__in=asking.values("unit__track")).defer("data")}
    mine = Enrolment.objects.open().filter(learner=reader, track__in=tracks).order_by("created_at")
    chosen = mine.values_list("track_id", flat=True).first()
    return tracks[chosen] if chosen else next(iter(tracks.values()), None)
