"""Reading a lesson, its pictures, and saying that it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Lesson, Track
from jieti.study.models import Completion, Enrolment, ReviewCard

PAGE, DONE = "/lessons/attention/", "/lessons/attention/done/"
PICTURES = "/curriculum/lessons/attention/"


@pytest.fixture(autouse=True)
def curriculum_here(folder: Path, settings: Any) -> None:
    settings.CURRICULUM = folder


@pytest.fixture
def enrolled(track: Track, ada: User) -> User:
    Enrolment.objects.enrol(ada, track, timezone.now().date(), [0, 1, 2], 60)
    return ada


def test_it_works(lesson: Lesson, ada_client: Client) -> None:
    page = ada_client.get(PAGE).content.decode()
    assert '<h1 lang="en">Attention</h1>' in page
    assert '<h2 id="scale">Scaling</h2>' in page and 'href="#scale"' in page
    assert "<msqrt>" in page and f'src="{PICTURES}picture.svg"' in page
    assert "1 review card" in page


def test_in_chinese(lesson: Lesson, make_person: Callable[..., User]) -> None:
    client = Client()
    client.force_login(make_person("lin", language="zh-hans"))
    page = client.get(PAGE).content.decode()
    assert '<div class="prose" lang="zh-Hans">' in page and "除以" in page and "我读完了" in page


def test_anonymous(lesson: Lesson, client: Client) -> None:
    for response in (client.get(PAGE), client.post(DONE), client.get(PICTURES + "picture.svg")):
        assert response.status_code == 302 and "/accounts/login/" in response["Location"]


def test_what_does_not_exist(lesson: Lesson, ada_client: Client) -> None:
    assert ada_client.get("/lessons/nothing/").status_code == 404
    assert ada_client.post("/lessons/nothing/done/").status_code == 404


def test_what_is_withdrawn_or_unpublished(lesson: Lesson, ada_client: Client) -> None:
    Lesson.objects.update(withdrawn_at=timezone.now())
    assert ada_client.get(PAGE).status_code == ada_client.post(DONE).status_code == 404
    Lesson.objects.update(withdrawn_at=None, published=None)
    assert ada_client.get(PAGE).status_code == ada_client.post(DONE).status_code == 404


def test_wrong_methods(lesson: Lesson, ada_client: Client) -> None:
    assert ada_client.post(PAGE).status_code == 405
    assert ada_client.get(DONE).status_code == 405


def test_done_is_noted_once_and_brings_the_cards(lesson: Lesson, ada: User, ada_client: Client) -> None:
    for _ in range(2):
        assert ada_client.post(DONE)["Location"] == PAGE + "#finish"
    assert Completion.objects.filter(learner=ada, kind="lesson", key="attention").count() == 1
    assert ReviewCard.objects.filter(learner=ada, lesson_slug="attention").count() == 1
    assert "Not done after all" in ada_client.get(PAGE).content.decode()


def test_done_can_be_taken_back(lesson: Lesson, ada: User, ada_client: Client) -> None:
    ada_client.post(DONE)
    ada_client.post(DONE, {"done": "0"})
    assert not Completion.objects.filter(learner=ada).exists()


def test_done_is_ones_own(lesson: Lesson, bo: User, ada_client: Client) -> None:
    ada_client.post(DONE, {"learner": bo.pk})
    assert not Completion.objects.filter(learner=bo).exists()


@pytest.mark.parametrize(
    ("given", "there"),
    [("/today/", "/today/"), ("https://example.org/", PAGE + "#finish"), ("//example.org/", PAGE + "#finish")],
)
def test_done_goes_on_inside_this_house(lesson: Lesson, ada_client: Client, given: str, there: str) -> None:
    assert ada_client.post(DONE, {"next": given})["Location"] == there


def test_exercises_of_the_same_unit_and_the_way_on(enrolled: User, ada_client: Client) -> None:
    context: Any = ada_client.get(PAGE).context
    assert [(url, passed) for _step, url, passed in context["exercises"]] == [("/exercises/dot/", False)]
    assert context["before"] is None and context["after"]["url"] == "/exercises/dot/"
    assert context["node"].key == "X0.D1"


def test_a_lesson_on_no_roadmap_can_be_read(lesson: Lesson, ada_client: Client) -> None:
    Track.objects.update(withdrawn_at=timezone.now())
    assert ada_client.get(PAGE).status_code == 200


def test_an_exercise_that_is_withdrawn_is_not_offered(enrolled: User, ada_client: Client) -> None:
    Exercise.objects.update(withdrawn_at=timezone.now())
    assert ada_client.get(PAGE).context["exercises"] == []


def test_few_queries(enrolled: User, ada_client: Client, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    with django_assert_max_num_queries(15):
        ada_client.get(PAGE)


def test_a_picture(lesson: Lesson, ada_client: Client) -> None:
    response = ada_client.get(PICTURES + "picture.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["zh.md", "lesson.yaml", "gone.svg", "..%2Flesson.yaml", "..%2F..%2Ftracks%2F0-short.yaml", ".svg", "a.svg%00.png"],
)
def test_nothing_but_pictures_of_the_folder(lesson: Lesson, ada_client: Client, name: str) -> None:
    assert ada_client.get(PICTURES + name).status_code == 404


def test_no_link_out_of_the_folder(lesson: Lesson, folder: Path, tmp_path: Path, ada_client: Client) -> None:
    (tmp_path / "secret.svg").write_text("secret")
    (folder / "lessons/attention/link.svg").symlink_to(tmp_path / "secret.svg")
    assert ada_client.get(PICTURES + "link.svg").status_code == 404


def test_pictures_of_a_lesson_that_is_not_there(lesson: Lesson, ada_client: Client) -> None:
    assert ada_client.get("/curriculum/lessons/nothing/picture.svg").status_code == 404


def test_pictures_are_only_read(lesson: Lesson, ada_client: Client) -> None:
    assert ada_client.post(PICTURES + "picture.svg").status_code == 405
