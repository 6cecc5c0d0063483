"""The plan as weeks and days, past and to come, for the plan page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from jieti.study.schedule import Schedule
from jieti.study.today import Entry, entries_done, entries_planned


@dataclass(frozen=True)
class CalendarDay:
    date: date
    entries: list[Entry]
    is_today: bool

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday; only the days with something on them."""

    monday: date
    days: list[CalendarDay]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def about(self) -> str:
        """The minutes of all its days, in words."""
        return _("%(n)s min") % {"n": sum(day.minutes for day in self.days)}


def weeks(schedule: Schedule) -> tuple[list[Week], list[Week]]:
    """Return the weeks before this one, with what was done, and the weeks from this one on."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for on, entry in entries_done(schedule):
        by_day[on].append(entry)
    for day in schedule.plan.days:
        by_day[day.date].extend(entry for entry in entries_planned(schedule, day.slots))
    by_week: dict[date, list[CalendarDay]] = defaultdict(list)
    for on in sorted(by_day):
        monday = on - timedelta(days=on.weekday())
        by_week[monday].append(CalendarDay(on, by_day[on], on == schedule.today))
    found = [Week(monday, days) for monday, days in by_week.items()]
    this = schedule.today - timedelta(days=schedule.today.weekday())
    return [week for week in found if week.monday < this], [week for week in found if week.monday >= this]
