"""Ahead or behind: the plan as it was on the first day against what is done.

Said as a number and an offer, never as a fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from jieti.study.plan import Item, PauseDays, Plan, Sittings, once, plan

STEP = 5  # minutes: nobody sets aside seven
MOST_EXTRA = 60  # more than this a day is no offer


@dataclass(frozen=True)
class Pace:
    """Minutes and study days behind the first plan (negative: ahead), and what a day would bring it back."""

    minutes: int
    days: int
    original: date | None  # when the first plan ends
    finish: date | None  # when the plan ends now
    extra: int | None = None  # minutes more a day that end it on the original date again

    @property
    def is_behind(self) -> bool:
        return self.days > 0

    @property
    def days_ahead(self) -> int:
        return max(0, -self.days)

    @property
    def is_ahead(self) -> bool:
        return self.days < 0


def pace(
    items: Iterable[Item],
    start: date,
    weekdays: Iterable[int],
    minutes: int,
    pauses: Iterable[PauseDays],
    done: Mapping[str, date],
    today: date,
    now: Plan,
    sittings: Sittings | None = None,
) -> Pace:
    """Compare `now`, the plan of today, with the plan of the first day under the same weekdays, minutes and pauses."""
    items, weekdays, pauses = once(items), list(weekdays), list(pauses)
    first = plan(items, start, weekdays, minutes, pauses, {}, start)
    due = sum(day.minutes for day in first.days if day.date < today)
    behind = due - sum(_did(item, done, sittings or {}) for item in items)
    if now.is_finished:
        behind = 0
    days = ceil(behind / minutes) if behind > 0 else -(-behind // minutes)
    left = sum(1 for day in first.days if day.date >= today)
    extra = _extra(now, minutes, left) if days > 0 and first.finish else None
    return Pace(behind, days, first.finish, now.finish, extra)


def _extra(now: Plan, minutes: int, days: int) -> int | None:
    """Return how many more minutes a day fit what is open into so many days; nothing if that is too much to offer."""
    sizes: dict[str, int] = {}
    for day in now.days:
        for slot in day.slots:
            if not slot.done:
                sizes[slot.item.key] = sizes.get(slot.item.key, 0) + slot.minutes
    more = range(STEP, MOST_EXTRA + STEP, STEP)
    return next((extra for extra in more if days_needed(sizes.values(), minutes + extra) <= days), None)


def days_needed(sizes: Iterable[int], minutes: int) -> int:
    """Return how many days of `minutes` the planner would fill with items of these sizes."""
    days = room = 0
    for size in sizes:
        whole, rest = divmod(size, minutes)
        if whole:
            days, room = days + whole, 0
        if rest > room:
            days, room = days + 1, minutes
        room -= rest
    return days


def _did(item: Item, done: Mapping[str, date], sittings: Sittings) -> int:
    if item.key in done:
        return item.minutes
    return min(item.minutes, sum(sittings.get(item.key, {}).values()))
