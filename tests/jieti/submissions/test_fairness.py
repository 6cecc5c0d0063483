"""Turns: who hands much in delays nobody by more than about one job. Lanes: what nobody waits for delays nobody."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Draft, Submission
from tests.jieti.submissions.conftest import graded, verdict

SUBMIT = "/exercises/dot-product/submit/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def crowd(ada: User, exercise: Exercise, settings: Settings) -> list[Submission]:
    """200 submissions of ada's, waiting."""
    settings.WAITING_LIMIT = 1000
    return [Submission.objects.submit(ada, exercise, f"x = {n}") for n in range(200)]


def taken() -> Submission:
    row = Submission.objects.claim()
    assert row is not None
    return row


def served(slots: int) -> Iterator[Submission]:
    """Rows in the order in which a worker with so many slots takes them; the one taken first is graded first."""
    running: list[Submission] = []
    while True:
        while len(running) >= slots:
            assert running.pop(0).finish(verdict("passed"))
        running.append(taken())
        yield running[-1]


@pytest.mark.parametrize("slots", [1, 2, 4])
def test_two_hundred_of_one_person_are_one_job_to_another(
    crowd: list[Submission], bo: User, exercise: Exercise, slots: int
) -> None:
    order = served(slots)
    for _already_under_way in range(20):
        next(order)
    row = Submission.objects.submit(bo, exercise, "y = 1")
    before = 0
    while next(order) != row:
        before += 1
    assert before <= 1


def test_ten_people_who_come_late_are_served_before_the_crowd_goes_on(
    crowd: list[Submission], make_person: Callable[..., User], exercise: Exercise
) -> None:
    order = served(2)
    next(order)
    late = {Submission.objects.submit(make_person(f"p{n}"), exercise, "y = 1").pk for n in range(10)}
    first = [next(order).pk for _ in range(12)]
    assert late <= set(first)


def test_who_comes_again_and_again_does_not_keep_others_waiting(ada: User, bo: User, exercise: Exercise) -> None:
    waits = [Submission.objects.submit(ada, exercise, f"x = {n}") for n in range(3)]
    order = served(1)
    seen: list[Submission] = []
    for n in range(6):
        Submission.objects.submit(bo, exercise, f"y = {n}")  # always a fresh one, as soon as the last is taken
        seen.append(next(order))
    assert set(waits) <= set(seen), "ada's three are through, for bo's later ones had to wait their turn"


def test_after_a_fault_of_ours_others_come_first_but_not_for_ever(
    ada: User, bo: User, exercise: Exercise, settings: Settings
) -> None:
    settings.WAITING_LIMIT = 1000
    unlucky = Submission.objects.submit(ada, exercise, "x = 1")
    crowd = [Submission.objects.submit(bo, exercise, f"y = {n}") for n in range(30)]
    row = taken()
    assert row == unlucky and row.fault("the worker died")
    order = served(1)
    assert next(order) == crowd[0]
    following = [next(order) for _ in range(20)]
    assert unlucky in following
    again = Submission.objects.submit(ada, exercise, "x = 2")
    assert again in [next(order) for _ in range(3)], "what ada hands in next does not pay for it"


def test_places_in_the_queue_are_those_in_which_rows_are_taken(ada: User, bo: User, exercise: Exercise) -> None:
    rows = [Submission.objects.submit(ada, exercise, f"x = {n}") for n in range(4)]
    rows += [Submission.objects.submit(bo, exercise, f"y = {n}") for n in range(3)]
    places = {row.queue_position(): row for row in rows}
    order = served(7)
    assert [next(order) for _ in rows] == [places[n] for n in range(1, 8)]


def regraded(person: User, exercise: Exercise, *sources: str) -> list[Submission]:
    """Attempts that wait in bulk."""
    fields = {"learner": person, "exercise": exercise, "version": exercise.current, "kind": "again", "lane": 1}
    return [Submission.objects.create(source=source, **fields) for source in sources]


def test_bulk_is_taken_while_nobody_waits_and_one_at_a_time(ada: User, bo: User, exercise: Exercise) -> None:
    first, second = regraded(ada, exercise, "a", "b")
    waits = Submission.objects.submit(bo, exercise, "y = 1")
    assert taken() == waits
    row = taken()
    assert row == first
    assert Submission.objects.claim() is None, "the other slots are left to people"
    later = Submission.objects.submit(bo, exercise, "y = 2")
    assert taken() == later
    assert row.finish(verdict("passed"))
    assert taken() == second


def test_bulk_counts_against_nobody(ada: User, exercise: Exercise, settings: Settings) -> None:
    settings.WAITING_LIMIT = 1
    bulk = regraded(ada, exercise, "a", "b")
    row = Submission.objects.submit(ada, exercise, "c")
    assert (row.queue_position(), bulk[0].queue_position()) == (1, 2)


# How much of one person's may wait.


def test_one_too_many_is_refused_in_words_and_kept_as_the_draft(
    ada: User, ada_client: Client, exercise: Exercise, settings: Settings
) -> None:
    settings.WAITING_LIMIT = 2
    for number in range(2):
        Submission.objects.submit(ada, exercise, f"x = {number}")
    for headers in ({}, JSON):
        answer = ada_client.post(SUBMIT, {"source": "one = 'too many'\n"}, headers=headers)
        assert answer.status_code == 422 and "You already have 2 waiting" in answer.content.decode()
        assert Draft.objects.get().source == "one = 'too many'\n"
        Draft.objects.all().delete()
    assert Submission.objects.count() == 2
    ada.language = "zh-hans"
    ada.save()
    assert "你已经有 2 份在排队" in ada_client.post(SUBMIT, {"source": "one = 1"}, headers=JSON).json()["error"]


def test_with_a_verdict_there_is_room_again(ada: User, exercise: Exercise, settings: Settings) -> None:
    settings.WAITING_LIMIT = 1
    graded(ada, exercise, "passed", "x = 1")
    Submission.objects.submit(ada, exercise, "x = 2")


def test_the_limit_is_each_persons_own(ada: User, bo: User, exercise: Exercise, settings: Settings) -> None:
    settings.WAITING_LIMIT = 1
    Submission.objects.submit(ada, exercise, "x = 1")
    Submission.objects.submit(bo, exercise, "x = 1")
