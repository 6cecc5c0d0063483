"""Where learners stand against their plans: one row each, in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Enrolment
from jieti.study.schedule import Schedule, schedules
from jieti.submissions.models import Submission


@dataclass(frozen=True)
class Standing:
    """A learner on their main roadmap; without one, `track` is None and the rest says nothing."""

    learner: User
    last_attempt: datetime | None
    waiting: int
    track: Track | None = None
    done: int = 0
    total: int = 0
    days_behind: int = 0  # study days; negative: ahead
    is_paused: bool = False
    is_finished: bool = False

    @property
    def days_ahead(self) -> int:
        return -self.days_behind


def standings(learners: list[User], waiting: dict[int, int]) -> list[Standing]:
    """Return a row for each of `learners`, in their order. The main roadmap is the one they began with last."""
    enrolments = Enrolment.objects.open().filter(learner__in=learners).with_plan().select_related("learner")
    schedule_of = {s.enrolment.learner_id: s for s in schedules(enrolments.order_by("created_at", "pk"))}
    attempts = Submission.objects.attempts().filter(learner__in=learners).order_by()
    last = dict(attempts.values_list("learner").annotate(at=Max("created_at")))
    return [
        row(person, schedule_of.get(person.pk), last.get(person.pk), waiting.get(person.pk, 0)) for person in learners
    ]


def row(learner: User, schedule: Schedule | None, last_attempt: datetime | None, waiting: int) -> Standing:
    """Put together one row."""
    if schedule is None:
        return Standing(learner, last_attempt, waiting)
    done, total = schedule.progress.total
    return Standing(
        learner,
        last_attempt,
        waiting,
        track=schedule.enrolment.track,
        done=done,
        total=total,
        days_behind=schedule.pace.days,
        is_paused=schedule.pause is not None,
        is_finished=schedule.plan.is_finished,
    )
