"""The REST API: what it answers, to whom, and what it refuses."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Track
from jieti.study.models import Completion, Enrolment
from jieti.submissions.models import Submission
from tests.jieti.api.conftest import Script

PATHS = ["me/", "tracks/", "plan/", "today/", "progress/", "exercises/", "submissions/"]


@pytest.mark.parametrize("path", PATHS)
def test_answers_its_owner(path: str, ada_script: Script) -> None:
    assert ada_script.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_refuses_the_anonymous(path: str) -> None:
    assert Client().get(f"/api/v1/{path}").status_code in (401, 403)


@pytest.mark.parametrize("path", PATHS)
def test_refuses_the_wrong_method(path: str, ada_script: Script) -> None:
    assert ada_script.post(path, {}).status_code == 405


def test_exercise_comes_with_statement_and_starter_but_not_with_answers(exercise: Exercise, ada_script: Script) -> None:
    answer = ada_script.get(f"exercises/{exercise.slug}/").json()
    assert answer["statement"]["zh"] and answer["statement"]["en"]
    assert "NotImplementedError" in answer["starter"]
    assert set(answer) == {"slug", "title", "minutes", "difficulty", "passed", "version", "statement", "starter"}


def test_unknown_exercise_is_404(ada_script: Script) -> None:
    assert ada_script.get("exercises/nope/").status_code == 404
    assert ada_script.post("exercises/nope/submissions/", {"source": "x"}).status_code == 404


def test_submitting_makes_a_row_and_says_where(exercise: Exercise, ada_script: Script) -> None:
    answer = ada_script.post(f"exercises/{exercise.slug}/submissions/", {"source": "x = 1\n"})
    assert answer.status_code == 201
    row = Submission.objects.get()
    assert answer.headers["Location"] == f"/api/v1/submissions/{row.pk}/"
    assert answer.json()["state"] == "queued" and answer.json()["verdict"] is None


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("", "empty"),
        ("a\0b", "NUL"),
        ("'\ud800'", "half of a character"),
        ("#" * 1_000_000, "128 KB"),
        ([7], "string"),
        (None, "null"),
    ],
)
def test_bad_source_is_refused_with_its_reason(
    source: object, word: str, exercise: Exercise, ada_script: Script
) -> None:
    answer = ada_script.post(f"exercises/{exercise.slug}/submissions/", {"source": source})
    assert answer.status_code == 400
    assert word in answer.content.decode()
    assert not Submission.objects.exists()


def test_withdrawn_exercise_takes_nothing(exercise: Exercise, ada_script: Script) -> None:
    exercise.withdrawn_at = timezone.now()
    exercise.save()
    answer = ada_script.post(f"exercises/{exercise.slug}/submissions/", {"source": "x"})
    assert answer.status_code == 400 and "withdrawn" in answer.content.decode()


def test_somebody_elses_submission_is_404(exercise: Exercise, ada_script: Script, bo_script: Script) -> None:
    location = ada_script.post(f"exercises/{exercise.slug}/submissions/", {"source": "x"}).json()["id"]
    assert ada_script.get(f"submissions/{location}/").status_code == 200
    assert bo_script.get(f"submissions/{location}/").status_code == 404


def test_wait_returns_at_once_when_it_is_graded(exercise: Exercise, ada: User, ada_script: Script) -> None:
    row = Submission.objects.submit(ada, exercise, "x = 1")
    claimed = Submission.objects.claim()
    assert claimed is not None
    claimed.finish({"version": 1, "status": "passed", "score": 1.0})
    answer = ada_script.get(f"submissions/{row.pk}/?wait=20").json()
    assert (answer["state"], answer["status"]) == ("done", "passed")


def test_wait_ends_without_a_verdict(exercise: Exercise, ada: User, ada_script: Script) -> None:
    row = Submission.objects.submit(ada, exercise, "x = 1")
    assert ada_script.get(f"submissions/{row.pk}/?wait=0.1").json()["state"] == "queued"
    assert ada_script.get(f"submissions/{row.pk}/?wait=soon").status_code == 400


def test_plan_today_and_progress_speak_of_my_roadmap(track: Track, ada: User, ada_script: Script) -> None:
    Enrolment.objects.enrol(ada, track, date(2026, 1, 1), range(7), 60)
    assert ada_script.get("plan/").json()[0]["days"][0]["items"][0]["key"] == "scaled-dot-product-attention"
    assert ada_script.get("today/").json()["items"][0]["title"]["zh"] == "注意力"
    assert ada_script.get("progress/").json()[0]["units"]["T9.D1"] == [0, 1]
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "scaled-dot-product-attention")
    assert ada_script.get("progress/").json()[0]["done"] == 1


def test_schema_names_every_address(db: None) -> None:
    schema = Client().get("/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi+json"}).json()
    from jieti.api.urls import urlpatterns

    ours = {f"/api/v1/{p.pattern}" for p in urlpatterns if p.name != "api_schema"}
    ours = {path.replace("<slug:slug>", "{slug}").replace("<uuid:pk>", "{id}") for path in ours}
    assert set(schema["paths"]) == ours
    assert schema["components"]["schemas"]["Submission"]["properties"]["verdict"]
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
