"""/exercises/ and /exercises/<slug>/."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Unit
from jieti.submissions.models import Draft, Submission
from tests.jieti.submissions.conftest import graded

URL = "/exercises/dot-product/"


def test_the_list_says_what_there_is(ada_client: Client, day: Unit) -> None:
    page = ada_client.get("/exercises/").content.decode()
    assert "Dot product" in page and "The dot product of two vectors." in page
    assert "The track" in page and "Day 1" in page and "30 minutes" in page


@pytest.mark.parametrize(("name", "word"), [("passed", "Passed"), ("diagnosed", "1 attempt")])
def test_the_list_says_how_far_one_is(
    ada: User, ada_client: Client, bo_client: Client, exercise: Exercise, name: str, word: str
) -> None:
    graded(ada, exercise, name)
    assert word in ada_client.get("/exercises/").content.decode()
    assert word not in bo_client.get("/exercises/").content.decode()


def test_the_list_is_in_the_order_of_the_roadmaps(
    ada_client: Client, day: Unit, make_exercise: Callable[..., Exercise]
) -> None:
    first = make_exercise("aaa-on-no-roadmap")
    page = ada_client.get("/exercises/").content.decode()
    assert page.index("/exercises/dot-product/") < page.index(f"/exercises/{first.slug}/")


@pytest.fixture
def bank(make_exercise: Callable[..., Exercise]) -> list[Exercise]:
    """Three exercises in two groups."""
    found = []
    for slug, zh, en, group, difficulty in (
        ("attention-masks", "注意力的掩码", "Attention masks", "attention", 3),
        ("multi-head", "多头注意力", "Multi-head attention", "attention", 4),
        ("lora-linear", "LoRA 线性层", "A LoRA layer", "lora", 3),
    ):
        exercise = make_exercise(slug, difficulty=difficulty)
        exercise.title = {"zh": zh, "en": en}
        exercise.save()
        assert exercise.current
        yaml = exercise.current.files["exercise.yaml"] + f"group: {group}\n"
        exercise.current.files = {**exercise.current.files, "exercise.yaml": yaml}
        exercise.current.save()
        found.append(exercise)
    return found


def listed(client: Client, **query: str) -> list[str]:
    page = client.get("/exercises/", query).content.decode()
    return re.findall(r'<h3><a href="/exercises/([\w-]+)/">', page)


def test_the_list_is_in_groups_with_how_much_of_each_is_done(
    ada: User, ada_client: Client, bank: list[Exercise]
) -> None:
    graded(ada, bank[0], "passed")
    page = ada_client.get("/exercises/").content.decode()
    assert page.index('<h2 id="group-attention">Attention</h2>') < page.index("LoRA and fine-tuning</h2>")
    assert " 1 / 2</p>" in page and " 0 / 1</p>" in page
    assert "3 exercises, 1 of them done" in page
    assert "Tokenisation</h2>" not in page


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({}, ["attention-masks", "multi-head", "lora-linear"]),
        ({"group": "lora"}, ["lora-linear"]),
        ({"difficulty": "3"}, ["attention-masks", "lora-linear"]),
        ({"q": "ATTENTION"}, ["attention-masks", "multi-head"]),
        ({"q": "注意力"}, ["attention-masks", "multi-head"]),
        ({"q": "多头"}, ["multi-head"]),
        ({"q": "注意力掩码"}, ["attention-masks"]),  # the letters stand apart in its title
        ({"q": "ＬｏＲＡ"}, ["lora-linear"]),  # full-width, as Chinese keyboards give them
        ({"q": "attention head"}, ["multi-head"]),
        ({"q": "vectors", "group": "lora", "difficulty": "3"}, ["lora-linear"]),
        ({"q": "no such thing"}, []),
        ({"group": "nonsense", "difficulty": "11", "state": "?"}, ["attention-masks", "multi-head", "lora-linear"]),
        ({"q": "x" * 1000}, ["attention-masks", "multi-head", "lora-linear"]),
        ({"q": "\0"}, ["attention-masks", "multi-head", "lora-linear"]),
    ],
)
def test_the_list_can_be_searched(
    ada_client: Client, bank: list[Exercise], query: dict[str, str], slugs: list[str]
) -> None:
    assert listed(ada_client, **query) == slugs


def test_the_list_shows_what_is_done_or_not(ada: User, ada_client: Client, bank: list[Exercise]) -> None:
    graded(ada, bank[1], "passed")
    graded(ada, bank[2], "diagnosed")
    assert listed(ada_client, state="done") == ["multi-head"]
    assert listed(ada_client, state="open") == ["attention-masks", "lora-linear"]


def test_a_search_in_vain_says_how_to_go_on(ada_client: Client, bank: list[Exercise]) -> None:
    page = ada_client.get("/exercises/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "Nothing is like that" in page and "Show all of them" in page
    assert "<script>alert" not in page


def test_a_version_from_before_there_were_groups_is_listed_last(
    ada_client: Client, bank: list[Exercise], make_exercise: Callable[..., Exercise]
) -> None:
    make_exercise("aaa")
    assert listed(ada_client)[-1] == "aaa"
    assert "Everything else</h2>" in ada_client.get("/exercises/").content.decode()


def test_a_withdrawn_exercise_is_listed_for_those_who_tried_it(
    ada: User, ada_client: Client, bo_client: Client, exercise: Exercise
) -> None:
    graded(ada, exercise, "diagnosed")
    Exercise.objects.update(withdrawn_at=timezone.now())
    assert "Withdrawn" in ada_client.get("/exercises/").content.decode()
    assert "No exercises yet" in bo_client.get("/exercises/").content.decode()


def test_the_list_takes_the_same_queries_for_many(
    ada_client: Client,
    day: Unit,
    make_exercise: Callable[..., Exercise],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        make_exercise(f"exercise-{number}")
    with django_assert_max_num_queries(9):
        ada_client.get("/exercises/")


def test_the_page_has_statement_starter_and_hints(ada_client: Client, exercise: Exercise) -> None:
    page = ada_client.get(URL).content.decode()
    assert "Write <code>dot</code>." in page
    assert "def dot(a, b):" in page
    assert "Hint 1 of 3" in page and "Multiply first." in page


def test_the_page_never_has_the_answer(ada_client: Client, exercise: Exercise) -> None:
    assert "zip(a, b)" not in ada_client.get(URL).content.decode()


def test_the_page_is_in_the_persons_language(ada: User, ada_client: Client, exercise: Exercise) -> None:
    User.objects.filter(pk=ada.pk).update(language="zh-hans")
    page = ada_client.get(URL).content.decode()
    assert "写出 <code>dot</code>。" in page and "提交" in page and "提示 1 / 3" in page


def test_the_draft_comes_before_the_starter(ada: User, ada_client: Client, exercise: Exercise) -> None:
    Draft.objects.keep(ada, exercise, "my_own = 1")
    assert "my_own = 1" in ada_client.get(URL).content.decode()


def test_a_text_area_keeps_a_first_empty_line(ada: User, ada_client: Client, exercise: Exercise) -> None:
    Draft.objects.keep(ada, exercise, "\n\nx = 1")
    assert 'autocomplete="off">\n\n\nx = 1' in ada_client.get(URL).content.decode()


def test_the_last_verdict_is_there_again(ada: User, ada_client: Client, exercise: Exercise) -> None:
    graded(ada, exercise, "diagnosed")
    page = ada_client.get(URL).content.decode()
    assert "The scores are not divided by sqrt(d)" in page


def test_a_waiting_submission_is_followed(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "a")
    page = ada_client.get(URL).content.decode()
    assert f'data-follow="/submissions/{row.pk}/events/"' in page
    assert "you are next" in page and "You may close this page" in page


def test_an_earlier_attempt_opens_beside_the_draft(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "diagnosed", "old = 1")
    Draft.objects.keep(ada, exercise, "new = 2")
    page = ada_client.get(f"{URL}?attempt={row.pk}").content.decode()
    assert "old = 1" in page and "Attempt 1 is in the editor" in page
    assert Draft.objects.get().source == "new = 2"


@pytest.mark.parametrize("pk", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_attempt_that_does_not_exist_does_not_open(ada_client: Client, exercise: Exercise, pk: str) -> None:
    assert ada_client.get(f"{URL}?attempt={pk}").status_code == 404


def test_somebody_elses_attempt_does_not_open(ada: User, bo_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "diagnosed")
    assert bo_client.get(f"{URL}?attempt={row.pk}").status_code == 404


def test_a_withdrawn_exercise_says_so_and_keeps_its_history(ada: User, ada_client: Client, exercise: Exercise) -> None:
    graded(ada, exercise, "diagnosed")
    Exercise.objects.update(withdrawn_at=timezone.now())
    page = ada_client.get(URL).content.decode()
    assert "has been withdrawn" in page and "1 attempt" in page
    assert 'id="submit"' not in page


def test_the_page_takes_few_queries(
    ada: User, ada_client: Client, exercise: Exercise, day: Unit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    graded(ada, exercise, "passed")
    Draft.objects.keep(ada, exercise, "x")
    with django_assert_max_num_queries(15):
        ada_client.get(URL)


def test_anonymous_people_sign_in_first(client: Client, exercise: Exercise) -> None:
    for url in ("/exercises/", URL):
        assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_an_unknown_exercise_is_not_found(ada_client: Client, db: None) -> None:
    assert ada_client.get("/exercises/nothing/").status_code == 404


def test_only_get(ada_client: Client, exercise: Exercise) -> None:
    assert ada_client.post("/exercises/").status_code == 405
    assert ada_client.post(URL).status_code == 405
