"""Progress counts what is done, everywhere it counts."""

from collections.abc import Callable
from typing import Any

import pytest

from jieti.accounts.models import User
from jieti.courses.models import Lesson, Track, Unit, UnitItem
from jieti.study.models import Completion
from jieti.study.outline import forget, outline
from jieti.study.progress import progress, progress_many
from tests.jieti.study.conftest import at, both, make_lesson

Queries = Callable[..., Any]


def test_the_outline_lists_work_in_order(track: Track) -> None:
    assert [step.key for step in outline(track).steps] == [
        "lesson:llm-42-attention",
        "exercise:llm-42-sdpa",
        "lesson:llm-42-lora",
        "unit:T0.D3",
        "unit:T0.D4",
    ]


def test_a_day_without_a_title_is_called_by_its_topic(track: Track) -> None:
    step = outline(track).by_key["unit:T0.D3"]
    assert step.title["en"] == "Topic of day 3"
    assert outline(track).nodes["T0.D3"].name == {"zh": "第 3 天", "en": "Day 3"}


def test_a_unit_with_parts_or_work_is_no_step_itself(track: Track) -> None:
    assert {"unit:T0.C1", "unit:T0.W1", "unit:T0.D1"}.isdisjoint(outline(track).by_key)


def test_withdrawn_lessons_are_not_asked_for(track: Track) -> None:
    outline(track)
    Lesson.objects.filter(slug="llm-42-lora").update(withdrawn_at=at(2026, 11, 1))
    assert "unit:T0.D2" in outline(track).by_key


def test_publishing_shows_at_once(track: Track) -> None:
    outline(track)
    UnitItem.objects.create(unit=Unit.objects.get(key="T0.D3"), position=0, lesson=make_lesson("new"))
    assert "lesson:new" in outline(track).by_key


def test_passing_moves_the_day_the_week_the_stage_and_the_roadmap(ada: User, track: Track) -> None:
    Completion.objects.record(ada, "exercise", "llm-42-sdpa")
    found = progress(track, ada)
    assert found.unit("T0.D1") == (1, 2)
    assert found.unit("T0.W1") == found.unit("T0.C1") == found.total == (1, 5)
    assert found.unit("T0.D2") == (0, 1)
    assert found.has("exercise", "llm-42-sdpa") and not found.has("lesson", "llm-42-lora")
    assert found.percent == 20 and not found.is_complete


def test_optional_units_count_only_in_themselves(ada: User, track: Track) -> None:
    Unit.objects.filter(key="T0.D4").update(is_optional=True)
    Completion.objects.record(ada, "unit", "T0.D4")
    found = progress(track, ada)
    assert found.unit("T0.D4") == (1, 1)
    assert found.total == (0, 4)


def test_practice_beyond_the_plan_is_in_no_plan_and_no_progress(ada: User, track: Track) -> None:
    before = len(outline(track).items)
    UnitItem.objects.filter(unit__key="T0.D1", exercise__isnull=False).update(is_optional=True)
    forget()
    assert len(outline(track).items) == before - 1
    Completion.objects.record(ada, "exercise", "llm-42-sdpa")
    assert progress(track, ada).unit("T0.D1") == (0, 1)


def test_a_ticked_day_stays_done_when_it_gets_a_lesson(ada: User, track: Track) -> None:
    Completion.objects.record(ada, "unit", "T0.D3")
    UnitItem.objects.create(unit=Unit.objects.get(key="T0.D3"), position=0, lesson=make_lesson("new"))
    found = progress(track, ada)
    assert found.unit("T0.D3") == (1, 1)
    assert not found.has("lesson", "new")


def test_many_learners_cost_no_more_queries(
    make_person: Callable[..., User], track: Track, django_assert_num_queries: Queries
) -> None:
    people = [make_person(f"p{n}") for n in range(5)]
    for person in people[:3]:
        Completion.objects.record(person, "lesson", "llm-42-lora")
    progress_many(track, people)
    with django_assert_num_queries(2):  # the stamp of the content, and the completions
        found = progress_many(track, people)
    assert [found[person.pk].total for person in people] == [(1, 5)] * 3 + [(0, 5)] * 2


@pytest.mark.django_db
def test_an_empty_track_has_no_progress(ada: User) -> None:
    empty = Track.objects.create(key="T9", slug="empty", position=9, title=both("Empty"), digest="")
    assert progress(empty, ada).total == (0, 0) and progress(empty, ada).percent == 0


def test_recording_twice_keeps_the_first_time(ada: User, bo: User) -> None:
    first = Completion.objects.record(ada, "lesson", "x", at(2026, 11, 1))
    assert Completion.objects.record(ada, "lesson", "x", at(2026, 11, 9)) == first
    Completion.objects.record(bo, "lesson", "y")
    assert Completion.objects.for_learner(ada) == {"lesson:x": at(2026, 11, 1)}
