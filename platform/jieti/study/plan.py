"""The plan: which item falls on which day. A pure function; it is computed whenever it is shown and stored nowhere.

Work is laid out like text on a page: items follow each other in the order of the roadmap, a study day is a line
with room for so many minutes, and an item that does not fit in the rest of a line starts the next one. An item
longer than a day is cut into parts of a day each. Nothing is ever due: what was not done yesterday is simply the
first thing today.

Today's line is set as it stood this morning. What is ticked off stays in it, so the list shrinks while a person works
and does not fill up again from tomorrow; what they do beyond it makes the rest of the plan shorter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
PauseDays = tuple[date, date | None]  # first and last day, both without study; None: until further notice
Sittings = Mapping[str, Mapping[date, int]]  # key -> day -> minutes of a long item that were done on that day


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read, write or tick off: `lesson:slug`, `exercise:slug`, `project:slug` or `unit:T0.D18`."""

    key: str
    minutes: int
    unit: str
    optional: bool = False


class Slot(NamedTuple):
    """An item, or one part of a long one, on a day."""

    item: Item
    minutes: int
    part: int = 1
    parts: int = 1
    done: bool = False


@dataclass(frozen=True, slots=True)
class PlanDay:
    date: date
    slots: tuple[Slot, ...]

    @property
    def minutes(self) -> int:
        return sum(slot.minutes for slot in self.slots)


@dataclass(frozen=True)
class Plan:
    """Where every item stands: done on a date, planned on days to come, or waiting for a pause to end."""

    days: tuple[PlanDay, ...]
    done: Mapping[str, date]
    waiting: tuple[Item, ...]
    finish: date | None  # the last day with something to do; the last day it was, if all is done; None: not known

    @property
    def is_finished(self) -> bool:
        return not self.waiting and not any(not slot.done for day in self.days for slot in day.slots)

    def on(self, day: date) -> tuple[Slot, ...]:
        """Return what is planned for `day`."""
        return next((planned.slots for planned in self.days if planned.date == day), ())

    def after(self, day: date) -> PlanDay | None:
        """Return the next study day after `day`."""
        return next((planned for planned in self.days if planned.date > day), None)


def study_days(first: date, weekdays: Iterable[int], pauses: Iterable[PauseDays]) -> Iterator[date]:
    """Yield the study days from `first` on; ends at a pause that has no end."""
    chosen = frozenset(weekdays)
    if not chosen & frozenset(range(7)):
        raise ValueError("a plan needs at least one study day a week")
    ahead = iter(sorted(pauses, key=lambda pause: pause[0]))
    pause = next(ahead, None)
    day = first
    while True:
        while pause and pause[0] <= day:
            if pause[1] is None:
                return
            day = max(day, pause[1] + ONE_DAY)
            pause = next(ahead, None)
        if day.weekday() in chosen:
            yield day
        day += ONE_DAY


def parts(item: Item, minutes: int, before: Sequence[int] = ()) -> list[Slot]:
    """Cut what is left of `item` after the sittings `before` into parts of at most `minutes`."""
    left = max(item.minutes - sum(before), 1)
    sizes = [minutes] * (left // minutes) + ([left % minutes] if left % minutes else [])
    total = len(before) + len(sizes)
    return [Slot(item, size, len(before) + n, total) for n, size in enumerate(sizes, start=1)]


def once(items: Iterable[Item]) -> list[Item]:
    """Return `items` without repetitions: a lesson that two units share is read once, where it comes first."""
    seen: dict[str, Item] = {}
    for item in items:
        seen.setdefault(item.key, item)
    return list(seen.values())


def plan(
    items: Iterable[Item],
    start: date,
    weekdays: Iterable[int],
    minutes: int,
    pauses: Iterable[PauseDays],
    done: Mapping[str, date],
    today: date,
    sittings: Sittings | None = None,
) -> Plan:
    """Lay the items out from max(start, today) on, `minutes` a study day, in order. Linear in items and days.

    Raises ValueError without a study day (Monday is 0) or with less than one minute a day.
    """
    if minutes < 1:
        raise ValueError("a study day needs at least one minute")
    items = once(items)
    days = study_days(max(start, today), weekdays, pauses)
    day = next(days, None)
    layout = _Layout(day, days, minutes, today)
    for item in items:
        finished = done.get(item.key)
        if finished is not None and not (finished == today == layout.day):
            continue
        sat = (sittings or {}).get(item.key, {})
        before = [sat[on] for on in sorted(sat) if on < today]
        layout.add(item, before, sat.get(today, 0), finished is not None)
    kept = {item.key: done[item.key] for item in items if item.key in done}
    return layout.plan(kept)


class _Layout:
    """The page being set: the line that is open, and what stands on it."""

    def __init__(self, day: date | None, days: Iterator[date], minutes: int, today: date) -> None:
        self.day, self.days, self.minutes, self.today = day, days, minutes, today
        self.room = minutes
        self.lines: dict[date, list[Slot]] = {}
        self.waiting: list[Item] = []
        self.last_open: date | None = None

    def add(self, item: Item, before: list[int], sat_today: int, finished: bool) -> None:
        """Set one item. A finished one only keeps its place on today's line, as does a part finished today."""
        cut = parts(item, self.minutes, before)
        if sat_today and len(cut) == 1:  # no part of a long one: the day has become longer since
            before, sat_today = [*before, sat_today], 0
            cut = parts(item, self.minutes, before)
        if cut[0].minutes > self.room:
            self.turn()
        if self.day == self.today and (finished or (sat_today and len(cut) > 1)):
            self.place(cut[0]._replace(done=True))
            sat_today = max(sat_today, cut[0].minutes)
        if finished:
            return
        for slot in parts(item, self.minutes, [*before, sat_today]) if sat_today else cut:
            if slot.minutes > self.room:
                self.turn()
            if self.day is None:
                self.waiting.append(item)
                return
            self.place(slot)

    def turn(self) -> None:
        """Begin the next line."""
        self.day, self.room = next(self.days, None), self.minutes

    def place(self, slot: Slot) -> None:
        assert self.day is not None
        self.lines.setdefault(self.day, []).append(slot)
        self.room -= slot.minutes
        if not slot.done:
            self.last_open = self.day

    def plan(self, done: Mapping[str, date]) -> Plan:
        days = tuple(PlanDay(day, tuple(slots)) for day, slots in self.lines.items())
        finish = self.last_open or max(done.values(), default=None)
        return Plan(days, done, tuple(self.waiting), None if self.waiting else finish)
