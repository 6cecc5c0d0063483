"""The list of exercises, in the order in which the roadmaps come to them, with how far a learner is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Unit, UnitItem
from jieti.study.models import Completion
from jieti.submissions.models import Submission
from jieti.submissions.sheet import manifest


@dataclass(frozen=True)
class Entry:
    """One exercise in the list. `state` is passed, waiting, tried or new."""

    exercise: Exercise
    summary: dict[str, str]
    unit: Unit | None
    state: str
    attempts: int


def entries(learner: User) -> list[Entry]:
    """Return every exercise there is, or that this learner has tried; in four queries, however many there are."""
    homes = _homes()
    passed = set(Completion.objects.filter(learner=learner, kind="exercise").values_list("key", flat=True))
    tried = _tried(learner)
    shown = Exercise.objects.filter(Q(withdrawn_at__isnull=True) | Q(pk__in=tried), current__isnull=False)
    shown = shown.annotate(yaml=KeyTextTransform("exercise.yaml", "current__files"))
    found = [_entry(exercise, homes, passed, tried) for exercise in shown]
    return sorted(found, key=lambda entry: (homes.get(entry.exercise.pk, (len(homes), None))[0], entry.exercise.slug))


def _entry(exercise: Any, homes: dict[int, tuple[int, Unit]], passed: set[str], tried: dict[int, Any]) -> Entry:
    attempts, waiting = tried.get(exercise.pk, (0, 0))
    state = "passed" if exercise.slug in passed else "waiting" if waiting else "tried" if attempts else "new"
    home = homes.get(exercise.pk)
    return Entry(exercise, manifest(exercise.yaml or "").summary, home[1] if home else None, state, attempts)


def _homes() -> dict[int, tuple[int, Unit]]:
    """Return, by exercise, its place in the order and the first unit that asks for it."""
    items = UnitItem.objects.filter(exercise__isnull=False, unit__withdrawn_at=None, unit__track__withdrawn_at=None)
    items = items.select_related("unit__track").order_by("unit__track__position", "unit__position", "position")
    homes: dict[int, tuple[int, Unit]] = {}
    for place, item in enumerate(items):
        homes.setdefault(item.exercise_id or 0, (place, item.unit))
    return homes


def _tried(learner: User) -> dict[int, tuple[int, int]]:
    """Return, by exercise, how many attempts there were and how many still wait for a verdict."""
    rows = Submission.objects.attempts().filter(learner=learner).order_by().values("exercise")
    counts = rows.annotate(n=Count("pk"), waiting=Count("pk", filter=~Q(state=Submission.State.DONE)))
    return {row["exercise"]: (row["n"], row["waiting"]) for row in counts}
