"""An enrolment with everything that follows from it today: the plan, the progress, the pace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jieti.accounts.models import User
from jieti.study import clock
from jieti.study.models import Completion, Enrolment, Pause, Sitting
from jieti.study.outline import Outline, outlines
from jieti.study.pace import Pace, pace
from jieti.study.plan import Plan, Sittings, plan
from jieti.study.progress import Progress, measure


@dataclass(frozen=True)
class Schedule:
    """What is planned for one learner on one track, seen from one day."""

    enrolment: Enrolment
    outline: Outline
    today: date
    done: Mapping[str, date]
    sittings: Sittings

    @cached_property
    def plan(self) -> Plan:
        about = self.enrolment
        return plan(
            self.outline.items,
            about.starts_on,
            about.weekdays,
            about.minutes_per_day,
            about.pause_days(),
            self.done,
            self.today,
            self.sittings,
        )

    @cached_property
    def pace(self) -> Pace:
        about = self.enrolment
        return pace(
            self.outline.items,
            about.starts_on,
            about.weekdays,
            about.minutes_per_day,
            about.pause_days(),
            self.done,
            self.today,
            self.plan,
            self.sittings,
        )

    @cached_property
    def progress(self) -> Progress:
        return measure(self.outline, self.done)

    @property
    def pause(self) -> Pause | None:
        """The pause that today lies in."""
        return self.enrolment.pause_on(self.today)

    @property
    def is_begun(self) -> bool:
        return self.enrolment.starts_on <= self.today


def schedules_of(learner: User) -> list[Schedule]:
    """Return a learner's open enrolments with their plans, the one they began with first."""
    enrolments = list(Enrolment.objects.of(learner))
    for enrolment in enrolments:
        enrolment.learner = learner
    return schedules(enrolments)


def schedules(enrolments: Iterable[Enrolment]) -> list[Schedule]:
    """Return plans for many enrolments, in a constant number of queries if they come `with_plan()` and learner."""
    enrolments = list(enrolments)
    learners = {enrolment.learner_id: enrolment.learner for enrolment in enrolments}
    completions = Completion.objects.for_learners(learners.values())
    sittings = Sitting.objects.for_learners(learners.values())
    outline_of = outlines(enrolment.track for enrolment in enrolments)
    dates = {
        pk: {key: clock.local_date(at, person) for key, at in completions.get(pk, {}).items()}
        for pk, person in learners.items()
    }
    return [
        Schedule(
            enrolment,
            (found := outline_of[enrolment.track_id].within(enrolment.part)),
            clock.today_for(enrolment.learner),
            found.credit(dates[enrolment.learner_id]),
            sittings.get(enrolment.learner_id, {}),
        )
        for enrolment in enrolments
    ]
