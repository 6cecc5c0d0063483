"""Runs of a lesson's code: taken in like everything else, and no attempt at anything."""

import base64

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import grader
from jieti.accounts.models import User
from jieti.courses.models import Exercise, Lesson, LessonRevision
from jieti.submissions import tasks
from jieti.submissions.models import Submission

CODE = "# %%\nprint(1)\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"
JSON = {"accept": "application/json"}


@pytest.fixture
def lesson(db: None) -> Lesson:
    lesson = Lesson.objects.create(slug="vectors")
    both = {"zh": "``` {.python .run}\nprint(1)\n```", "en": "``` {.python .run}\nprint(1)\n```"}
    title = {"zh": "向量", "en": "Vectors"}
    revision = lesson.add_revision(title=title, summary=title, minutes=45, body=both, cards=[])
    lesson.publish(revision)
    assert revision.state == LessonRevision.State.PUBLISHED
    return lesson


def told(status: str = "ok", **more: object) -> grader.RunResult:
    return grader.RunResult(status, {"zh": "", "en": ""}, **more)  # type: ignore[arg-type]


def run(row: Submission, monkeypatch: pytest.MonkeyPatch, result: grader.RunResult) -> Submission:
    """Let the worker do it with a grader that answers as it is told."""
    monkeypatch.setattr(grader, "run_blocks", lambda source, host: result)
    tasks.drain(host=None)  # type: ignore[arg-type]  # no cell is asked
    row.refresh_from_db()
    return row


def test_a_lesson_with_code_offers_to_run_it(ada_client: Client, lesson: Lesson) -> None:
    page = ada_client.get("/lessons/vectors/").content.decode()
    assert 'data-url="/lessons/vectors/run/"' in page and "lesson-code.js" in page


def test_a_lesson_without_code_does_not(ada_client: Client, lesson: Lesson) -> None:
    assert lesson.published is not None
    lesson.published.body = {"zh": "字", "en": "words"}
    lesson.published.save()
    assert "lesson-code.js" not in ada_client.get("/lessons/vectors/").content.decode()


def test_what_it_printed_and_drew_is_shown(
    ada: User, ada_client: Client, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ada_client.post("/lessons/vectors/run/", {"source": CODE}, headers=JSON)
    assert answer.status_code == 201 and answer.json()["state"] == "queued"
    row = run(Submission.objects.get(), monkeypatch, told(stdout="<script>1\n", figures=(PNG,)))
    assert (row.state, row.status, row.number, row.about) == ("done", "ok", 0, "vectors")
    html = ada_client.get(reverse("submission_state", args=[row.pk])).json()["html"]
    assert "&lt;script&gt;1" in html and f"/submissions/{row.pk}/figures/0.png" in html


def test_a_figure_is_a_picture_and_nothing_else(
    ada: User, ada_client: Client, bo_client: Client, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = run(Submission.objects.run_blocks(ada, lesson, CODE), monkeypatch, told(figures=(PNG,)))
    assert (row.verdict or {})["figures"] == [base64.b64encode(PNG).decode()]
    address = reverse("submission_figure", args=[row.pk, 0])
    answer = ada_client.get(address)
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert ada_client.get(reverse("submission_figure", args=[row.pk, 1])).status_code == 404
    assert bo_client.get(address).status_code == 404


def test_it_is_no_attempt_and_completes_nothing(
    ada: User, ada_client: Client, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = run(Submission.objects.run_blocks(ada, lesson, CODE), monkeypatch, told())
    assert not Submission.objects.attempts().exists()
    assert ada_client.get(row.get_absolute_url())["Location"] == "/lessons/vectors/"
    assert ada_client.get("/api/v1/submissions/").json()["results"] == []
    assert ada_client.get(f"/api/v1/submissions/{row.pk}/").status_code == 404


def test_the_same_code_twice_waits_once_beside_an_exercises(ada: User, lesson: Lesson, exercise: Exercise) -> None:
    first = Submission.objects.run_blocks(ada, lesson, CODE)
    assert Submission.objects.run_blocks(ada, lesson, CODE) == first
    assert Submission.objects.submit(ada, exercise, CODE, "run") != first
    assert Submission.objects.submit(ada, exercise, CODE).number == 1


def test_it_takes_its_turn_with_everything_else(ada: User, bo: User, lesson: Lesson, exercise: Exercise) -> None:
    for n in range(3):
        Submission.objects.run_blocks(ada, lesson, f"# %%\nprint({n})\n")
    Submission.objects.submit(bo, exercise, "a")
    taken = [row.learner for row in iter(Submission.objects.claim, None)]
    assert taken == [ada, bo, ada, ada]


@pytest.mark.parametrize(
    ("source", "code"), [("", "empty"), ("x\0", "nul"), ("# %%\n" + "x = 1\n" * 60_000, "too_large")]
)
def test_what_cannot_run_is_refused_in_words(ada_client: Client, lesson: Lesson, source: str, code: str) -> None:
    answer = ada_client.post("/lessons/vectors/run/", {"source": source}, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, code) and answer.json()["error"]
    assert not Submission.objects.exists()


def test_a_withdrawn_lesson_runs_nothing(ada_client: Client, lesson: Lesson) -> None:
    lesson.withdrawn_at = timezone.now()
    lesson.save()
    assert ada_client.post("/lessons/vectors/run/", {"source": CODE}).status_code == 404


def test_a_fault_of_ours_is_said_to_be_ours(
    ada: User, ada_client: Client, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = run(Submission.objects.run_blocks(ada, lesson, CODE), monkeypatch, told("internal"))
    assert (row.status, row.faults) == ("internal", 3)
    html = ada_client.get(reverse("submission_state", args=[row.pk]), headers={"accept-language": "en"}).json()["html"]
    assert "We could not" in html


def test_a_row_is_of_an_exercise_or_of_a_lesson(ada: User, lesson: Lesson, exercise: Exercise) -> None:
    with pytest.raises(IntegrityError):
        Submission.objects.create(learner=ada, source="x", kind="submit", lesson=lesson)


def test_too_many_waiting_is_said(ada: User, lesson: Lesson) -> None:
    with pytest.raises(ValidationError, match="20|waiting|等"):
        for n in range(1000):
            Submission.objects.run_blocks(ada, lesson, f"# %%\n{n}\n")
