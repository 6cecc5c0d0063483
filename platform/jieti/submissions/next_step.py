"""Where to go after passing: the unit's next item that is not done, and how far the unit is."""

from dataclasses import dataclass

from django.db.models import Q

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Unit, UnitItem
from jieti.study.models import Completion


@dataclass(frozen=True)
class NextStep:
    """The unit somebody is in, how much of it is done, and what comes next there (nothing: the unit is finished)."""

    unit: Unit
    done: int
    total: int
    item: UnitItem | None


def next_step(learner: User, exercise: Exercise) -> NextStep | None:
    """Return what follows `exercise` on a track this learner is enrolled in; None where there is no such track."""
    enrolled = Q(unit__track__enrolments__learner=learner, unit__track__enrolments__left_at=None)
    homes = UnitItem.objects.filter(enrolled, exercise=exercise, unit__withdrawn_at=None).select_related("unit__track")
    home = homes.order_by("unit__track__position", "unit__position").first()
    if home is None:
        return None
    items = list(home.unit.items.select_related("lesson__published", "exercise", "project"))
    done = set(Completion.objects.filter(learner=learner).values_list("kind", "key"))
    left = [item for item in items if _key(item) not in done]
    later = [item for item in left if item.position > home.position]
    return NextStep(home.unit, len(items) - len(left), len(items), next(iter(later or left), None))


def _key(item: UnitItem) -> tuple[str, str]:
    if item.exercise is not None:
        return "exercise", item.exercise.slug
    if item.project is not None:
        return "project", item.project.slug
    assert item.lesson is not None
    return "lesson", item.lesson.slug
