"""The planner keeps its promises for any roadmap, any week and any history."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jieti.study.pace import days_needed, pace
from jieti.study.plan import Item, Plan, plan

MONDAY = date(2026, 11, 23)
dates = st.dates(MONDAY - timedelta(days=60), MONDAY + timedelta(days=60))


@st.composite
def pause(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(dates)
    return first, first + timedelta(days=draw(st.integers(0, 20)))


@st.composite
def situation(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of plan(): a roadmap, a person's week and what they have done up to today."""
    sizes = draw(st.lists(st.integers(1, 400), max_size=25))
    items = [Item(f"lesson:{n}", size, f"T0.D{n}") for n, size in enumerate(sizes)]
    today = draw(dates)
    done = {
        item.key: today - timedelta(days=draw(st.integers(0, 30))) for item in items if draw(st.integers(0, 2)) == 0
    }
    sittings = {
        item.key: {today - timedelta(days=draw(st.integers(0, 3))): draw(st.integers(1, 90))}
        for item in items
        if draw(st.integers(0, 5)) == 0
    }
    return {
        "items": items,
        "start": draw(dates),
        "weekdays": draw(st.sets(st.integers(0, 6), min_size=1)),
        "minutes": draw(st.integers(15, 600)),
        "pauses": draw(st.lists(pause(), max_size=3)),
        "done": done,
        "today": today,
        "sittings": sittings,
    }


def open_keys(given: dict[str, Any]) -> list[str]:
    return [item.key for item in given["items"] if item.key not in given["done"]]


def planned_keys(made: Plan) -> list[str]:
    """Keys of open items in the order of their first part."""
    keys = [slot.item.key for day in made.days for slot in day.slots if slot.item.key not in made.done]
    return list(dict.fromkeys(keys))


@given(situation())
def test_every_open_item_is_planned_once_and_in_order(given: dict[str, Any]) -> None:
    assert planned_keys(plan(**given)) == open_keys(given)


@given(situation())
def test_the_parts_of_an_item_add_up(given: dict[str, Any]) -> None:
    given["sittings"] = {}
    made = plan(**given)
    for item in given["items"]:
        if item.key not in given["done"]:
            slots = [slot for day in made.days for slot in day.slots if slot.item.key == item.key]
            assert sum(slot.minutes for slot in slots) == item.minutes
            assert [slot.part for slot in slots] == list(range(1, len(slots) + 1))
            assert {slot.parts for slot in slots} == {len(slots)}


@given(situation())
def test_no_day_holds_more_than_its_minutes(given: dict[str, Any]) -> None:
    assert all(0 < day.minutes <= given["minutes"] for day in plan(**given).days)


@given(situation())
def test_only_study_days_from_start_and_today_on_are_used(given: dict[str, Any]) -> None:
    for day in plan(**given).days:
        assert day.date.weekday() in given["weekdays"]
        assert day.date >= max(given["start"], given["today"])
        assert not any(first <= day.date <= last for first, last in given["pauses"])


@given(situation())
def test_days_ascend(given: dict[str, Any]) -> None:
    days = [day.date for day in plan(**given).days]
    assert days == sorted(set(days))


@given(situation())
def test_what_is_done_keeps_its_date_and_is_not_planned_again(given: dict[str, Any]) -> None:
    made = plan(**given)
    assert made.done == given["done"]
    ticked = [(day.date, slot.item.key) for day in made.days for slot in day.slots if slot.item.key in made.done]
    assert all(day == given["today"] == given["done"][key] for day, key in ticked)


@given(situation(), pause())
def test_a_pause_never_brings_the_finish_forward(given: dict[str, Any], more: tuple[date, date]) -> None:
    before = plan(**given).finish
    after = plan(**{**given, "pauses": [*given["pauses"], more]}).finish
    assert before == after or (before is not None and after is not None and before < after)


@settings(max_examples=300)
@given(situation(), st.data())
def test_doing_something_never_pushes_the_finish_back(given: dict[str, Any], data: st.DataObject) -> None:
    assume(open_keys(given))
    key = data.draw(st.sampled_from(open_keys(given)))
    on = given["today"] - timedelta(days=data.draw(st.integers(0, 5)))
    before = plan(**given).finish
    after = plan(**{**given, "done": {**given["done"], key: on}}).finish
    assert before is not None and after is not None and after <= before


@given(situation())
def test_a_missed_day_moves_work_and_loses_none(given: dict[str, Any]) -> None:
    later = {**given, "today": given["today"] + timedelta(days=1)}
    assert planned_keys(plan(**later)) == planned_keys(plan(**given))


@given(situation())
def test_the_same_question_has_the_same_answer(given: dict[str, Any]) -> None:
    assert plan(**given) == plan(**given)


@given(situation())
def test_behind_an_open_pause_everything_waits(given: dict[str, Any]) -> None:
    made = plan(**{**given, "pauses": [*given["pauses"], (given["today"], None)]})
    if given["start"] <= given["today"]:
        assert made.days == ()
    assert [item.key for item in made.waiting] == open_keys(given) or made.days
    assert made.finish is None or not open_keys(given)


@given(situation())
def test_the_pace_is_zero_on_the_first_morning(given: dict[str, Any]) -> None:
    given |= {"today": given["start"], "done": {}, "sittings": {}}
    found = pace(**given, now=plan(**given))
    assert (found.minutes, found.days, found.extra) == (0, 0, None)


@given(st.lists(st.integers(1, 400), max_size=25), st.integers(15, 200))
def test_the_offer_counts_days_as_the_planner_fills_them(sizes: list[int], minutes: int) -> None:
    items = [Item(str(n), size, "") for n, size in enumerate(sizes)]
    assert days_needed(sizes, minutes) == len(plan(items, MONDAY, range(7), minutes, [], {}, MONDAY).days)


# Examples, for the reader.


def lesson(name: str, minutes: int) -> Item:
    return Item(f"lesson:{name}", minutes, "T0.D1")


def weekdays_plan(items: list[Item], today: date = MONDAY, **kwargs: Any) -> Plan:
    values: dict[str, Any] = {"weekdays": range(5), "minutes": 90, "pauses": [], "done": {}, **kwargs}
    return plan(items, MONDAY, today=today, **values)


def laid_out(made: Plan) -> list[tuple[int, list[tuple[str, int, bool]]]]:
    return [(day.date.day, [(slot.item.key[7:], slot.minutes, slot.done) for slot in day.slots]) for day in made.days]


def test_small_items_share_a_day_and_long_ones_take_several() -> None:
    made = weekdays_plan([lesson("a", 30), lesson("b", 60), lesson("c", 200), lesson("d", 70)])
    assert laid_out(made) == [
        (23, [("a", 30, False), ("b", 60, False)]),
        (24, [("c", 90, False)]),
        (25, [("c", 90, False)]),
        (26, [("c", 20, False), ("d", 70, False)]),
    ]
    assert made.finish == date(2026, 11, 26)


def test_ticking_off_does_not_fill_today_up_again() -> None:
    made = weekdays_plan([lesson("a", 60), lesson("b", 60)], done={"lesson:a": MONDAY})
    assert laid_out(made) == [(23, [("a", 60, True)]), (24, [("b", 60, False)])]


def test_doing_tomorrows_work_today_shortens_the_plan() -> None:
    made = weekdays_plan([lesson("a", 90), lesson("b", 90), lesson("c", 90)], done={"lesson:b": MONDAY})
    assert laid_out(made) == [(23, [("a", 90, False)]), (24, [("c", 90, False)])]


def test_what_was_long_once_and_begun_today_keeps_its_line_when_done() -> None:
    """Somebody does half of it and then makes the day longer: now it is short, and only the rest of it stands here."""
    items, sat = [lesson("a", 60), lesson("b", 60)], {"lesson:a": {MONDAY: 30}}
    for done in ({}, {"lesson:a": MONDAY}):
        made = weekdays_plan(items, sittings=sat, done=done)
        assert [(slot.item.key, slot.minutes) for slot in made.on(MONDAY)] == [("lesson:a", 30), ("lesson:b", 60)]


def test_a_part_done_today_is_ticked_and_goes_on_tomorrow() -> None:
    made = weekdays_plan([lesson("a", 120)], sittings={"lesson:a": {MONDAY: 90}})
    assert laid_out(made) == [(23, [("a", 90, True)]), (24, [("a", 30, False)])]
    tuesday = weekdays_plan([lesson("a", 120)], MONDAY + timedelta(days=1), sittings={"lesson:a": {MONDAY: 90}})
    assert laid_out(tuesday) == [(24, [("a", 30, False)])]
    assert tuesday.days[0].slots[0].part == tuesday.days[0].slots[0].parts == 2


def test_a_shared_lesson_is_planned_where_it_comes_first() -> None:
    made = weekdays_plan([lesson("a", 30), lesson("b", 30), lesson("a", 30)])
    assert laid_out(made) == [(23, [("a", 30, False), ("b", 30, False)])]


def test_a_pause_in_the_middle_splits_the_work() -> None:
    made = weekdays_plan([lesson("a", 90), lesson("b", 90)], pauses=[(date(2026, 11, 24), date(2026, 11, 25))])
    assert [day.date.day for day in made.days] == [23, 26]


def test_work_before_an_open_pause_is_planned_and_the_rest_waits() -> None:
    made = weekdays_plan([lesson("a", 90), lesson("b", 90)], pauses=[(date(2026, 11, 24), None)])
    assert laid_out(made) == [(23, [("a", 90, False)])]
    assert [item.key for item in made.waiting] == ["lesson:b"]
    assert made.finish is None and not made.is_finished


def test_an_empty_roadmap_is_finished() -> None:
    assert weekdays_plan([]).is_finished


def test_no_study_day_is_refused() -> None:
    with pytest.raises(ValueError, match="study day"):
        weekdays_plan([lesson("a", 30)], weekdays=[])


def test_no_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="minute"):
        weekdays_plan([lesson("a", 30)], minutes=0)


def test_two_missed_days_are_two_days_behind_with_an_offer() -> None:
    items = [lesson(str(n), 45) for n in range(20)]
    today = MONDAY + timedelta(days=2)
    found = pace(items, MONDAY, range(5), 90, [], {}, today, weekdays_plan(items, today))
    assert (found.minutes, found.days) == (180, 2)
    assert found.original == date(2026, 12, 4) and found.finish == date(2026, 12, 8)
    assert found.extra == 45  # three items a day instead of two


def test_ahead_is_said_as_well() -> None:
    items = [lesson(str(n), 90) for n in range(10)]
    done = {item.key: MONDAY for item in items[:3]}
    found = pace(items, MONDAY, range(5), 90, [], done, MONDAY, weekdays_plan(items, done=done))
    assert found.days == -3 and found.is_ahead and not found.is_behind


def test_ten_thousand_items_are_planned_quickly() -> None:
    made = weekdays_plan([lesson(str(n), 50) for n in range(10_000)])
    assert len(made.days) == 10_000
