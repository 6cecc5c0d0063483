"""What Today says: the day's work on all of a learner's tracks, the next thing to do, and the week around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from jieti.lib.bilingual import pick
from jieti.study.outline import Step
from jieti.study.plan import ONE_DAY, Slot
from jieti.study.schedule import Schedule
from jieti.study.weekdays import NAMES

READ, WRITE = "read", "write"


@dataclass(frozen=True)
class Entry:
    """A line of a day's list."""

    schedule: Schedule
    step: Step
    minutes: int
    done: bool
    part: int = 1
    parts: int = 1

    @property
    def url(self) -> str:
        return self.schedule.outline.url(self.step)

    @property
    def unit(self) -> dict[str, str]:
        """The name of the day, week or section it belongs to; nothing where that is the line's own title."""
        name = self.schedule.outline.nodes[self.step.unit].name
        return {} if name == self.step.title else name

    @property
    def about(self) -> str:
        """The line's small print: "Day 18 · 30 min · part 1 of 2"."""
        said = [pick(self.unit), _("%(n)s min") % {"n": self.minutes}]
        if self.parts > 1:
            said.append(_("part %(part)s of %(parts)s") % {"part": self.part, "parts": self.parts})
        if self.step.optional:
            said.append(_("optional"))
        return " · ".join(text for text in said if text)

    @property
    def verb(self) -> str:
        """What one does with it."""
        verbs = {"lesson": _("Read"), "exercise": _("Write"), "project": _("Build"), "unit": _("Work through")}
        return verbs[self.step.kind]

    @property
    def goes_on(self) -> bool:
        """Tell whether more parts follow on other days."""
        return self.part < self.parts

    @property
    def group(self) -> str:
        return WRITE if self.step.kind in ("exercise", "project") else READ


@dataclass(frozen=True)
class Weekday:
    date: date
    state: str  # done | today | planned | pause | off | ""
    is_today: bool

    @property
    def name(self) -> str:
        return str(NAMES[self.date.weekday()])

    @property
    def words(self) -> str:
        """What its mark means."""
        marks = {"done": _("studied"), "today": _("today"), "planned": _("planned"), "pause": _("break")}
        return marks.get(self.state, _("no study"))


@dataclass(frozen=True)
class Day:
    """One learner's day."""

    schedules: Sequence[Schedule]
    today: date
    due_cards: int

    @cached_property
    def entries(self) -> list[Entry]:
        """What was planned for today, and what was done today beyond it."""
        found = [entry for schedule in self.schedules for entry in entries_on(schedule, self.today)]
        return list({entry.step.key: entry for entry in reversed(found)}.values())[::-1]

    @cached_property
    def to_read(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.group == READ]

    @cached_property
    def to_write(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.group == WRITE]

    @cached_property
    def left(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.done]

    @cached_property
    def next(self) -> Entry | None:
        """The first thing not done: what the big button starts."""
        return next(iter(self.left), None)

    @property
    def minutes_left(self) -> int:
        return sum(entry.minutes for entry in self.left)

    @property
    def first(self) -> Schedule:
        return self.schedules[0]

    @cached_property
    def state(self) -> str:
        """Return work, reviews, cleared, finished, paused, upcoming or rest: which page this is."""
        if self.next:
            return "work"
        if self.due_cards:
            return "reviews"
        if all(schedule.plan.is_finished for schedule in self.schedules):
            return "finished"
        if self.entries:
            return "cleared"
        running = [schedule for schedule in self.schedules if not schedule.plan.is_finished]
        if all(schedule.pause for schedule in running):
            return "paused"
        if not any(schedule.is_begun for schedule in running):
            return "upcoming"
        return "rest"

    @cached_property
    def coming(self) -> tuple[date, list[Entry]] | None:
        """The next day with work after today, and that work."""
        days = [(day, schedule) for schedule in self.schedules if (day := schedule.plan.after(self.today))]
        if not days:
            return None
        first = min(day.date for day, _ in days)
        return first, [
            entry
            for day, schedule in days
            if day.date == first
            for entry in entries_planned(schedule, day.slots)
            if entry.step.key not in {shown.step.key for shown in self.left}
        ]

    @property
    def is_tomorrow(self) -> bool:
        return self.coming is not None and self.coming[0] == self.today + ONE_DAY

    @property
    def ahead(self) -> Entry | None:
        """The first thing of the next day, for who has time left."""
        return next(iter(self.coming[1]), None) if self.coming else None

    @cached_property
    def week(self) -> list[Weekday]:
        """Monday to Sunday around today."""
        monday = self.today - timedelta(days=self.today.weekday())
        return [self._weekday(monday + timedelta(days=n)) for n in range(7)]

    def _weekday(self, day: date) -> Weekday:
        worked = any(day in schedule.plan.done.values() for schedule in self.schedules)
        worked = worked or any(day in on for schedule in self.schedules for on in schedule.sittings.values())
        if day == self.today and self.left:
            state = "today"
        elif worked:
            state = "done"
        elif any(schedule.plan.on(day) for schedule in self.schedules):
            state = "planned"
        elif self.schedules and all(schedule.enrolment.pause_on(day) for schedule in self.schedules):
            state = "pause"
        elif not any(day.weekday() in schedule.enrolment.weekdays for schedule in self.schedules):
            state = "off"
        else:
            state = ""
        return Weekday(day, state, day == self.today)


def entries_on(schedule: Schedule, day: date) -> list[Entry]:
    """Return what is planned for a day, then what was done on it beyond that."""
    return entries_planned(schedule, schedule.plan.on(day)) + [
        entry for on, entry in entries_done(schedule) if on == day
    ]


def entries_planned(schedule: Schedule, slots: Iterable[Slot]) -> list[Entry]:
    """Return the lines of planned slots."""
    steps = schedule.outline.by_key
    return [Entry(schedule, steps[slot.item.key], slot.minutes, slot.done, slot.part, slot.parts) for slot in slots]


def entries_done(schedule: Schedule) -> list[tuple[date, Entry]]:
    """Return what was done and when, without what still stands ticked off in today's list."""
    shown = {slot.item.key for slot in schedule.plan.on(schedule.today)}
    steps = schedule.outline.by_key
    return [
        (on, Entry(schedule, steps[key], steps[key].minutes, done=True))
        for key, on in schedule.plan.done.items()
        if key not in shown
    ]
