"""Today: the day's list, the next thing, and what the page is when there is nothing to do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jieti.accounts.models import User
from jieti.courses.models import Track, Unit
from jieti.study import clock
from jieti.study.models import Completion, Enrolment, ReviewCard, Sitting
from jieti.study.schedule import schedules_of
from jieti.study.today import Day
from tests.jieti.study.conftest import MONDAY

Enrol = Callable[..., Enrolment]
URL = "/today/"


def day_of(person: User) -> Day:
    return Day(schedules_of(person), clock.today_for(person), 0)


def keys(day: Day) -> list[str]:
    return [entry.step.key for entry in day.entries]


def test_it_works(ada_client: Client, enrolled: Enrolment) -> None:
    page = ada_client.get(URL)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Monday, November 23" in text and "90 minutes left today" in text
    assert "About llm-42-attention" in text and "Write llm-42-sdpa" in text
    assert "0 of 5 steps" in text


def test_in_chinese(ada: User, ada_client: Client, enrolled: Enrolment) -> None:
    User.objects.update(language="zh-hans")
    text = ada_client.get(URL).content.decode()
    assert "11月23日 星期一" in text and "今天还有 90 分钟" in text and "llm-42-attention（中）" in text


def test_anonymous_signs_in_first(client: Client) -> None:
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_wrong_method(ada_client: Client) -> None:
    assert ada_client.post(URL).status_code == 405


def test_without_a_roadmap_it_offers_one(ada_client: Client, db: None) -> None:
    text = ada_client.get(URL).content.decode()
    assert reverse("roadmaps") in text and "Choose a roadmap" in text


def test_home_is_the_landing_page_or_today(client: Client, ada_client: Client) -> None:
    assert client.get("/").status_code == 200
    assert ada_client.get("/").url == URL


def test_the_next_thing_is_the_first_not_done(ada: User, enrolled: Enrolment) -> None:
    day = day_of(ada)
    assert day.state == "work" and day.next and day.next.step.key == "lesson:llm-42-attention"
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    day = day_of(ada)
    assert day.next and day.next.step.key == "exercise:llm-42-sdpa" and day.minutes_left == 30
    assert [entry.done for entry in day.entries] == [True, False]


def test_the_day_can_be_cleared(ada: User, ada_client: Client, enrolled: Enrolment) -> None:
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    Completion.objects.record(ada, "exercise", "llm-42-sdpa")
    day = day_of(ada)
    assert day.state == "cleared" and day.is_tomorrow and day.ahead
    assert day.ahead.step.key == "lesson:llm-42-lora"
    assert "That is all for today" in ada_client.get(URL).content.decode()


def test_what_was_left_yesterday_is_simply_there_today(
    ada: User, enrolled: Enrolment, set_clock: Callable[..., None]
) -> None:
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    set_clock(2026, 11, 24, 1)
    assert keys(day_of(ada)) == ["exercise:llm-42-sdpa", "lesson:llm-42-lora"]


def test_a_day_off(ada: User, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
    set_clock(2026, 11, 28, 1)
    assert day_of(ada).state == "rest"
    assert "No study today" in ada_client.get(URL).content.decode()


def test_paused(ada: User, ada_client: Client, enrolled: Enrolment) -> None:
    enrolled.pause(MONDAY)
    assert day_of(ada).state == "paused"
    text = ada_client.get(URL).content.decode()
    assert "You are taking a break" in text and "Go on today" in text


def test_not_started_yet(ada: User, ada_client: Client, track: Track, enrol: Enrol) -> None:
    enrol(ada, track, starts_on=MONDAY + timedelta(days=7))
    assert day_of(ada).state == "upcoming"
    assert "Your roadmap begins on" in ada_client.get(URL).content.decode()


def test_finished(ada: User, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
    for schedule in schedules_of(ada):
        for step in schedule.outline.steps:
            Completion.objects.record(ada, step.kind, step.ref)
    assert day_of(ada).state == "finished"
    set_clock(2026, 11, 25, 1)
    assert "top of the stairs" in ada_client.get(URL).content.decode()


def test_two_roadmaps_share_a_day_and_can_be_seen_apart(
    ada: User, ada_client: Client, enrolled: Enrolment, other_track: Track, enrol: Enrol
) -> None:
    enrol(ada, other_track)
    assert [schedule.outline.slug for schedule in day_of(ada).schedules] == ["llm-42", "second"]
    assert "Write second-sdpa" in ada_client.get(URL).content.decode()
    assert "Write second-sdpa" not in ada_client.get(URL, {"track": "llm-42"}).content.decode()
    assert ada_client.get(URL, {"track": "nonsense"}).status_code == 200


def test_a_shared_lesson_stands_there_once(ada: User, enrolled: Enrolment, other_track: Track, enrol: Enrol) -> None:
    shared = Unit.objects.get(key="T0.D1").items.all()[0].lesson
    Unit.objects.get(key="T1.D1").items.filter(lesson__isnull=False).update(lesson=shared)
    enrol(ada, other_track)
    assert keys(day_of(ada)).count("lesson:llm-42-attention") == 1


def test_the_week_says_what_each_day_was(ada: User, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    set_clock(2026, 11, 25, 1)
    assert [day.state for day in day_of(ada).week] == ["done", "", "today", "planned", "planned", "off", "off"]


def test_falling_behind_is_said_kindly(
    ada: User, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]
) -> None:
    set_clock(2026, 11, 25, 1)
    assert "Nothing is overdue" in ada_client.get(URL).content.decode()


def test_a_free_day_is_not_lit(ada: User, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
    set_clock(2026, 11, 28, 1)
    assert [day.state for day in day_of(ada).week][5:] == ["off", "off"]


@pytest.mark.parametrize(
    ("zone", "expected"), [("Pacific/Auckland", date(2026, 11, 24)), ("UTC", MONDAY), ("Mars/Olympus", MONDAY)]
)
def test_each_has_the_date_of_their_own_place(
    zone: str, expected: date, ada: User, enrolled: Enrolment, set_clock: Callable[..., None]
) -> None:
    set_clock(2026, 11, 23, 12)
    ada.time_zone = zone
    assert clock.today_for(ada) == expected


def test_what_is_done_late_in_the_evening_counts_for_that_evening(
    ada: User, enrolled: Enrolment, set_clock: Callable[..., None]
) -> None:
    User.objects.update(time_zone="Pacific/Auckland")
    ada.refresh_from_db()
    set_clock(2026, 11, 23, 12)  # one in the morning of the 24th in Auckland
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    assert schedules_of(ada)[0].plan.done == {"lesson:llm-42-attention": date(2026, 11, 24)}


def test_queries(
    ada: User, ada_client: Client, enrolled: Enrolment, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    Completion.objects.record(ada, "lesson", "llm-42-attention")
    enrolled.pause(MONDAY + timedelta(days=20), MONDAY + timedelta(days=30))
    with django_assert_max_num_queries(15):
        ada_client.get(URL)


def test_queries_do_not_grow_with_the_school(
    ada: User,
    ada_client: Client,
    enrolled: Enrolment,
    make_person: Callable[..., User],
    enrol: Enrol,
    track: Track,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    ada_client.get(URL)
    with CaptureQueriesContext(connection) as alone:
        ada_client.get(URL)
    for n in range(20):
        person = make_person(f"p{n}")
        enrol(person, track)
        Completion.objects.record(person, "lesson", "llm-42-attention")
    with django_assert_num_queries(len(alone)):
        ada_client.get(URL)


class TestSitting:
    def test_it_works(self, ada: User, ada_client: Client, track: Track, enrol: Enrol) -> None:
        enrol(ada, track, minutes_per_day=45)
        answer = ada_client.post("/today/sitting/", {"key": "lesson:llm-42-attention", "next": "/plan/"})
        assert answer.url == "/plan/"
        assert Sitting.objects.get().minutes == 45
        day = day_of(ada)
        assert day.state == "cleared" and day.coming and day.coming[1][0].part == 2

    def test_twice_is_once(self, ada: User, ada_client: Client, track: Track, enrol: Enrol) -> None:
        enrol(ada, track, minutes_per_day=45)
        for _ in range(2):
            ada_client.post("/today/sitting/", {"key": "lesson:llm-42-attention"})
        assert Sitting.objects.count() == 1

    def test_only_long_items_have_parts(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert ada_client.post("/today/sitting/", {"key": "lesson:llm-42-attention"}).status_code == 400
        assert ada_client.post("/today/sitting/", {"key": "nonsense"}).status_code == 400

    def test_anonymous(self, client: Client, db: None) -> None:
        assert client.post("/today/sitting/").status_code == 302

    def test_wrong_method(self, ada_client: Client) -> None:
        assert ada_client.get("/today/sitting/").status_code == 405


class TestUnitDone:
    url = "/roadmaps/units/T0.D3/done/"

    def test_tick_and_untick(self, ada: User, ada_client: Client, track: Track) -> None:
        answer = ada_client.post(self.url)
        assert answer.url == reverse("unit", args=["llm-42", "T0.D3"])
        assert list(Completion.objects.for_learner(ada)) == ["unit:T0.D3"]
        ada_client.post(self.url, {"done": "0"})
        assert Completion.objects.for_learner(ada) == {}

    def test_a_foreign_way_back_is_not_taken(self, ada_client: Client, track: Track) -> None:
        answer = ada_client.post(self.url, {"next": "https://elsewhere.example/"})
        assert answer.url.startswith("/roadmaps/")

    def test_a_unit_with_work_of_its_own_is_not_ticked(self, ada_client: Client, track: Track) -> None:
        assert ada_client.post("/roadmaps/units/T0.D1/done/").status_code == 400
        assert ada_client.post("/roadmaps/units/T0.W1/done/").status_code == 400
        assert Completion.objects.count() == 0

    def test_bad_id(self, ada_client: Client, track: Track) -> None:
        assert ada_client.post("/roadmaps/units/T9.D99/done/").status_code == 404

    def test_anonymous(self, client: Client, track: Track) -> None:
        assert client.post(self.url).status_code == 302 and Completion.objects.count() == 0

    def test_wrong_method(self, ada_client: Client, track: Track) -> None:
        assert ada_client.get(self.url).status_code == 405


def test_due_cards_stand_on_today(
    ada: User, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]
) -> None:
    lesson = Unit.objects.get(key="T0.D1").items.all()[0].lesson
    assert lesson is not None
    ReviewCard.objects.enter(ada, lesson)
    assert "To review" not in ada_client.get(URL).content.decode()
    set_clock(2026, 11, 24, 1)
    assert "2 cards" in ada_client.get(URL).content.decode()
