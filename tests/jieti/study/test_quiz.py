"""Quizzes: drawn, shuffled, judged on the server, kept, and one's own."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Question, Track, Unit, UnitItem
from jieti.study import quiz
from jieti.study.models import QuizAttempt
from tests.jieti.study.conftest import make_lesson

PAGE = "/quizzes/lessons/attention/"


def text(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def choice(words: str, right: bool = False) -> dict[str, Any]:
    return {**text(words), "right": right}


DATA: dict[str, dict[str, Any]] = {
    "single": {"choices": [choice("wrong"), choice("good", True), choice("bad")]},
    "multiple": {"choices": [choice("good", True), choice("bad"), choice("fine", True)]},
    "number": {"answer": 0.5, "tolerance": 0.01},
    "order": {"steps": [text("first"), text("second"), text("third")]},
    "shape": {"shape": "B, Tq, 64"},
}


def make(kind: str, lesson: str = "attention", name: str = "") -> Question:
    data = {"ask": text(f"What about {kind}? <script>"), "why": text(f"Because of {kind}."), **DATA[kind]}
    key = f"{lesson}/{name or kind}"
    return Question.objects.create(key=key, lesson=lesson, position=0, kind=kind, link="scale", data=data)


@pytest.fixture
def questions(db: None) -> list[Question]:
    make_lesson("attention")
    return [make(kind) for kind in DATA]


def right_answers(questions: list[Question], seed: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in questions:
        name = f"answer-{question.key}"
        shown = {option.index: option.value for option in quiz.options(question, seed)}
        if question.kind == "single":
            answers[name] = shown[1]
        elif question.kind == "multiple":
            answers[name] = [shown[0], shown[2]]
        elif question.kind == "number":
            answers[name] = "0,505"
        elif question.kind == "shape":
            answers[name] = "(b,tq, 64)"
        else:
            answers |= {f"{name}-{shown[n]}": str(n + 1) for n in range(3)}
    return answers


def take(client: Client, answers: dict[str, Any], page: str = PAGE) -> str:
    response = client.post(page, answers)
    assert response.status_code == 302
    return client.get(response["Location"], headers={"accept-language": "en"}).content.decode()


def test_all_right(questions: list[Question], ada_client: Client, ada: User) -> None:
    page = take(ada_client, {"seed": "s", **right_answers(questions, "s")})
    assert "5 of 5 right" in page and "Passed" in page
    assert "Because of number." in page and "/lessons/attention/#scale" in page
    assert QuizAttempt.objects.get(learner=ada).is_passed


def test_nothing_answered_is_nothing_right(questions: list[Question], ada_client: Client) -> None:
    page = take(ada_client, {"seed": "s"})
    assert "0 of 5 right" in page and "Passed" not in page


@pytest.mark.parametrize(
    ("kind", "given", "right"),
    [
        ("number", "0.5", True),
        ("number", ".51", True),
        ("number", "0.511", False),
        ("number", "\u22120.5", False),
        ("number", "5e-1", True),
        ("number", "half", False),
        ("number", "nan", False),
        ("number", "1e999", False),
        ("shape", "B Tq 64", True),
        ("shape", "[B, TQ, 64]", True),
        ("shape", "B, 64, Tq", False),
        ("shape", "B, Tq", False),
        ("shape", "", False),
    ],
)
def test_written_answers(questions: list[Question], kind: str, given: str, right: bool) -> None:
    question = next(q for q in questions if q.kind == kind)
    form = QueryDict(mutable=True)
    form[f"answer-{question.key}"] = given
    assert quiz.is_right(question, quiz.read(question, "s", form)) is right


@pytest.mark.parametrize("places", ["112", "12", "123x", "", "132", "456"])
def test_a_wrong_order_is_not_right(questions: list[Question], places: str) -> None:
    question = next(q for q in questions if q.kind == "order")
    form = QueryDict(mutable=True)
    shown = {option.index: option.value for option in quiz.options(question, "s")}
    for n, place in enumerate(places[:3]):
        form[f"answer-{question.key}-{shown[n]}"] = place
    given = quiz.read(question, "s", form)
    assert quiz.is_right(question, given) is (places.startswith("123"))


def test_half_of_what_is_right_is_not_right(questions: list[Question]) -> None:
    question = next(q for q in questions if q.kind == "multiple")
    assert (
        not quiz.is_right(question, [0]) and not quiz.is_right(question, [0, 1, 2]) and quiz.is_right(question, [0, 2])
    )


def test_answers_that_were_never_offered_count_nothing(questions: list[Question], ada_client: Client) -> None:
    hostile = {f"answer-{question.key}": ["' OR 1=1", "9" * 5000, "\x00"] for question in questions}
    assert "0 of 5 right" in take(ada_client, {"seed": "x" * 5000, **hostile})


def test_steps_are_never_in_order_already_and_values_tell_nothing(questions: list[Question]) -> None:
    question = next(q for q in questions if q.kind == "order")
    for seed in map(str, range(50)):
        shown = quiz.options(question, seed)
        assert [option.index for option in shown] != [0, 1, 2]
        assert not {"0", "1", "2"} & {option.value for option in shown}


def test_a_seed_draws_the_same_questions_and_another_others(db: None) -> None:
    pool = [make("number", name=f"n{n}") for n in range(30)]
    first, again, other = (quiz.draw(pool, seed, 6) for seed in ("a", "a", "b"))
    assert first == again != other
    assert len({question.key for question in first}) == 6
    assert {question.key for seed in range(60) for question in quiz.draw(pool, str(seed), 6)} == {q.key for q in pool}


def test_sent_twice_counts_once(questions: list[Question], ada_client: Client) -> None:
    take(ada_client, {"seed": "s"})
    page = take(ada_client, {"seed": "s", **right_answers(questions, "s")})
    assert "0 of 5 right" in page and QuizAttempt.objects.count() == 1


def test_the_page_does_not_give_the_answers_away(questions: list[Question], ada_client: Client) -> None:
    page = ada_client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "What about single?" in page and "Because of" not in page and "<script>" not in page.split("<main")[1]
    assert len(re.findall(r'type="radio"', page)) == 3 and len(re.findall(r"<select", page)) == 3


def test_results_are_ones_own(questions: list[Question], ada_client: Client, bo_client: Client) -> None:
    response = ada_client.post(PAGE, {"seed": "s"})
    assert bo_client.get(response["Location"]).status_code == 404


def test_strangers_sign_in_first(questions: list[Question], client: Client) -> None:
    for page in (PAGE, "/quizzes/units/X/", "/quizzes/results/1/"):
        assert client.get(page).status_code == 302


def test_a_question_that_is_gone_is_left_out_of_old_results(questions: list[Question], ada_client: Client) -> None:
    where = ada_client.post(PAGE, {"seed": "s"})["Location"]
    Question.objects.filter(kind="number").delete()
    assert ada_client.get(where).status_code == 200


def test_without_questions_there_is_no_quiz(ada_client: Client, db: None) -> None:
    make_lesson("quiet")
    assert ada_client.get("/quizzes/lessons/quiet/").status_code == 404
    assert ada_client.get("/quizzes/lessons/nowhere/").status_code == 404
    assert ada_client.get("/quizzes/units/nowhere/").status_code == 404


def test_a_week_asks_about_all_its_lessons(track: Track, ada_client: Client, questions: list[Question]) -> None:
    week = Unit.objects.create(track=track, key="Q.W1", kind="week", position=900, title=text("Week"))
    day = Unit.objects.create(track=track, key="Q.D1", kind="day", position=901, parent=week, title=text("Day"))
    lesson = make_lesson("other")
    make("number", "other")
    UnitItem.objects.create(unit=day, position=0, lesson=lesson)
    page = ada_client.get("/quizzes/units/Q.W1/", headers={"accept-language": "en"}).content.decode()
    assert "Weekly check" in page and "1 question," in page
