"""Roadmaps: readable by anybody, and by a learner with their own progress."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses.models import Question, Topic, Track, Unit, UnitItem
from jieti.study.models import Completion, Enrolment

ALL, ONE, DAY = "/roadmaps/", "/roadmaps/short/", "/roadmaps/short/X0.D1/"
QUESTION = {"ask": {"zh": "几", "en": "How many"}, "why": {"zh": "两", "en": "Two"}, "answer": 2}
PAGES = [ALL, ONE, DAY, "/roadmaps/short/X0.D2/", "/roadmaps/short/X0.C1/", "/roadmaps/short/X0.W1/"]


@pytest.fixture
def enrolled(track: Track, ada: User) -> User:
    Enrolment.objects.enrol(ada, track, timezone.now().date(), [0, 1, 2], 60)
    return ada


@pytest.mark.parametrize("page", PAGES)
def test_it_works(track: Track, ada_client: Client, page: str) -> None:
    assert ada_client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_anybody_may_read(track: Track, client: Client, page: str) -> None:
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["/roadmaps/long/", "/roadmaps/short/X0.D9/", "/roadmaps/long/X0.D1/"])
def test_what_does_not_exist(track: Track, ada_client: Client, page: str) -> None:
    assert ada_client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_they_are_only_read(track: Track, ada_client: Client, page: str) -> None:
    assert ada_client.post(page).status_code == 405


def test_a_withdrawn_roadmap_is_gone(track: Track, client: Client) -> None:
    Track.objects.update(withdrawn_at=timezone.now())
    assert client.get(ONE).status_code == client.get(DAY).status_code == 404
    assert b"A short roadmap" not in client.get(ALL).content


def test_a_withdrawn_unit_is_gone(track: Track, client: Client) -> None:
    Unit.objects.filter(key="X0.D2").update(withdrawn_at=timezone.now())
    assert client.get("/roadmaps/short/X0.D2/").status_code == 404
    assert b"X0.D2" not in client.get(ONE).content


def test_both_languages(track: Track, client: Client) -> None:
    client.cookies["django_language"] = "zh-hans"
    chinese = client.get(ONE, headers={"accept-language": "zh-CN"}).content.decode()
    english = Client().get(ONE, headers={"accept-language": "en"}).content.decode()
    assert "短路线" in chinese and "脚注" in chinese and "第 1 天" in chinese
    assert "A short roadmap" in english and "Footnotes" in english and "Day 1" in english


def test_no_roadmap_yet(db: None, client: Client) -> None:
    assert "load_curriculum" in client.get(ALL).content.decode()


def test_a_visitor_is_invited_to_sign_up(track: Track, client: Client) -> None:
    assert "/accounts/signup/?next=/enrol/short/" in client.get(ONE).content.decode()


def test_a_learner_can_start(track: Track, ada_client: Client) -> None:
    assert 'href="/enrol/short/"' in ada_client.get(ONE).content.decode()


def test_whoever_is_on_it_goes_on(enrolled: User, ada_client: Client) -> None:
    page = ada_client.get(ONE).content.decode()
    assert "/enrol/short/" not in page and "/today/?track=short" in page


def test_the_staircase_shows_where_somebody_is(enrolled: User, ada_client: Client) -> None:
    Completion.objects.record(enrolled, "lesson", "attention")
    Completion.objects.record(enrolled, "exercise", "dot")
    bars = ada_client.get(ONE).context["stairs"].bars
    assert [bar.tread.state for bar in bars if bar.tread] == ["filled", "today", "optional"]


def test_progress_of_others_is_not_shown(enrolled: User, track: Track, bo_client: Client) -> None:
    Completion.objects.record(enrolled, "unit", "X0.D2")
    tree = bo_client.get(ONE).context["tree"]
    assert not tree.enrolled and tree.by_key["X0.D2"].progress == (0, 1)


def test_footnotes_are_numbered_and_linked(track: Track, client: Client) -> None:
    page = client.get(ONE).content.decode()
    assert 'href="#note-N1"' in page and 'id="note-N1"' in page and "原文如此" in page
    assert 'id="note-N1"' in client.get("/roadmaps/short/X0.C1/").content.decode()  # a stage shows those of its days
    day = client.get("/roadmaps/short/X0.D2/").content.decode()
    assert 'id="note-N1"' in day and "note-N2" not in day


def test_tables_resources_and_principles_are_shown(track: Track, client: Client) -> None:
    page = client.get(ONE, headers={"accept-language": "en"}).content.decode()
    for words in ("A table", "A list", "first", "Make it run", "An opening", "A book", "The paper", "Write code"):
        assert words in page or words == "The paper"
    assert "https://example.org/paper" in client.get(DAY).content.decode()


def test_a_day_without_a_lesson_says_so_and_can_be_ticked_off(enrolled: User, ada_client: Client) -> None:
    page = ada_client.get("/roadmaps/short/X0.D2/").content.decode()
    assert "Nobody has written this lesson yet" in page
    assert 'action="/roadmaps/units/X0.D2/done/"' in page
    ada_client.post("/roadmaps/units/X0.D2/done/", {"next": "/roadmaps/short/X0.D2/"})
    assert "Not done after all" in ada_client.get("/roadmaps/short/X0.D2/").content.decode()


def test_a_day_whose_topics_are_taught_elsewhere_leads_there(track: Track, ada_client: Client) -> None:
    Topic.objects.filter(unit__key="X0.D2").update(lessons=["attention"])
    Question.objects.create(key="attention/q", lesson="attention", position=0, kind="number", data=QUESTION)
    page = ada_client.get("/roadmaps/short/X0.D2/", headers={"accept-language": "en"}).content.decode()
    assert "Taught on other days" in page and "Nobody has written" not in page
    assert "/lessons/attention/" in page and "I have worked through this" in page
    assert "/quizzes/units/X0.D2/" in page
    assert ada_client.get("/quizzes/units/X0.D2/").status_code == 200


def test_a_day_with_a_lesson_lists_what_to_do(track: Track, client: Client) -> None:
    page = client.get(DAY).content.decode()
    assert "/lessons/attention/" in page and "/exercises/dot/" in page
    assert "units/X0.D1/done" not in page


def test_the_way_forth_and_back(track: Track, client: Client) -> None:
    context: Any = client.get("/roadmaps/short/X0.D2/").context
    assert (context["before"].unit.key, context["after"].unit.key) == ("X0.D1", "X0.X")
    context = client.get("/roadmaps/short/X0.C1/").context
    assert (context["before"], context["after"]) == (None, None)


def test_what_roadmaps_share(track: Track, client: Client) -> None:
    shared = client.get(ALL).context["shared"]
    assert [(work.kind, work.slug, work.tracks) for work in shared] == [
        ("lesson", "attention", {track.pk}),
        ("exercise", "dot", {track.pk}),
    ]


def test_hours_leave_out_what_is_optional(track: Track, client: Client) -> None:
    """The minutes of lesson and exercise, and of days that have neither, as a plan counts them."""
    assert client.get(ALL).context["columns"][0].minutes == 125
    assert client.get(ONE).context["tree"].minutes == 125


def test_a_unit_says_what_its_work_takes_against_what_is_stated(track: Track, client: Client) -> None:
    day = Unit.objects.get(key="X0.D1")
    english = {"accept-language": "en"}
    assert "about 65 min, our estimate" in client.get(DAY, headers=english).content.decode()
    for minutes, words in [(20, "more than the roadmap states"), (600, "The roadmap states more")]:
        Unit.objects.filter(pk=day.pk).update(minutes=minutes, hours={"zh": "几小时", "en": "some hours"})
        assert words in client.get(DAY, headers=english).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_few_queries(
    enrolled: User, ada_client: Client, page: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(15):
        ada_client.get(page)


def test_no_inline_style_or_script(track: Track, client: Client) -> None:
    for page in PAGES:
        html = client.get(page).content.decode()
        assert " style=" not in html and "onclick" not in html


def test_practice_beyond_the_plan_is_offered_as_such(track: Track, client: Client) -> None:
    UnitItem.objects.filter(exercise__slug="dot").update(is_optional=True)
    html = client.get(DAY, headers={"accept-language": "zh"}).content.decode()
    assert html.count("选做") == 1 and "/exercises/dot/" in html
