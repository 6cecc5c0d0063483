"""/healthz says that the process answers, /readyz whether what is handed in has prospects; admins read the figures."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.api.models import Token
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.operations import progress, readiness
from jieti.operations.models import Machine
from jieti.submissions.models import Submission

ask_broker = readiness.broker_answers  # the real one, before any test says otherwise

FIGURES = {
    *(
        "status",
        "waiting",
        "waiting_in_bulk",
        "running",
        "oldest_wait_s",
        "last_verdict_age_s",
        "graded_last_hour",
        "faults_last_day",
    ),
    *("stalled", "broker", "database", "machines_ready"),
}


@pytest.fixture
def exercise(db: None) -> Exercise:
    exercise = Exercise.objects.create(slug="tiny", title={"zh": "题", "en": "Task"})
    files = {"exercise.yaml": "hints: []\n", "starter.py": "x = 1\n"}
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d", files=files)
    exercise.save()
    return exercise


def graded(person: User, exercise: Exercise, source: str, seconds_ago: float, **fields: Any) -> None:
    row = Submission.objects.submit(person, exercise, source)
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Submission.objects.filter(pk=row.pk).update(state="done", status="passed", graded_at=at, **fields)


def waiting(person: User, exercise: Exercise, seconds: float) -> None:
    row = Submission.objects.submit(person, exercise, f"waits = {seconds}")
    Submission.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(seconds=seconds))


@pytest.mark.parametrize("url", ["/healthz", "/healthz/"])
def test_alive_without_asking_anybody(client: Client, url: str, broker: Callable[[bool], None]) -> None:
    """No database mark: a query would fail the test."""
    broker(False)
    response = client.get(url)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_wrong_method(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("url", ["/readyz", "/readyz/"])
@pytest.mark.parametrize("who", ["client", "ada_client", "mei_client", "ann_client"])
def test_others_hear_the_bare_status(db: None, request: pytest.FixtureRequest, url: str, who: str) -> None:
    response = request.getfixturevalue(who).get(url)
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert "no-store" in response["Cache-Control"]


def test_an_administrator_reads_the_figures(
    root_client: Client, ada: User, exercise: Exercise, machine: Machine, stale: Machine
) -> None:
    graded(ada, exercise, "a", 10, faults=2)
    graded(ada, exercise, "b", 7200)
    graded(ada, exercise, "c", 200_000, faults=1)
    waiting(ada, exercise, 20)
    found = root_client.get("/readyz").json()
    assert set(found) == FIGURES
    assert (found["status"], found["waiting"], found["graded_last_hour"]) == ("ready", 1, 1)
    assert (found["faults_last_day"], found["machines_ready"]) == (2, 1)
    assert 20 <= found["oldest_wait_s"] < 40 and 10 <= found["last_verdict_age_s"] < 30


def test_a_last_verdict_of_long_ago_is_found(root_client: Client, ada: User, exercise: Exercise) -> None:
    graded(ada, exercise, "a", 200_000)
    assert root_client.get("/readyz").json()["last_verdict_age_s"] >= 200_000


def test_a_token_of_an_administrator_will_do(client: Client, root: User, ada: User) -> None:
    def ask(token: str) -> set[str]:
        return set(client.get("/readyz", headers={"Authorization": f"Bearer {token}"}).json())

    assert ask(Token.objects.issue(root, "watch")[1]) == FIGURES
    assert ask(Token.objects.issue(ada, "mine")[1]) == {"status"}
    assert ask("jieti_nonsense") == {"status"}


def test_not_ready_without_a_broker(db: None, client: Client, broker: Callable[[bool], None]) -> None:
    broker(False)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "not ready"})


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("password=secret refused")

    monkeypatch.setattr(progress, "measure", gone)
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)) == (503, {"status": "not ready"})


def test_not_ready_while_rows_wait_and_no_verdict_comes(
    client: Client, ada: User, exercise: Exercise, settings: Settings
) -> None:
    settings.STALLED_SECONDS = 100
    waiting(ada, exercise, 90)
    assert client.get("/readyz").status_code == 200, "it has not waited for long"
    waiting(ada, exercise, 200)
    assert client.get("/readyz").status_code == 503
    graded(ada, exercise, "b", 150)
    assert client.get("/readyz").status_code == 503, "that verdict is old"
    graded(ada, exercise, "c", 5)
    assert client.get("/readyz").status_code == 200, "a long queue that moves is no fault"


def test_it_costs_few_queries_however_much_there_is(
    client: Client, ada: User, exercise: Exercise, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        waiting(ada, exercise, number)
    with django_assert_max_num_queries(4):
        client.get("/readyz")


@pytest.fixture
def mute() -> Iterator[str]:
    """A broker that takes the connection and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.mark.django_db
def test_a_broker_that_hangs_does_not_hang_us(
    client: Client, settings: Settings, mute: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "broker_answers", ask_broker)
    settings.REDIS_URL = mute
    began = time.monotonic()
    assert client.get("/readyz").status_code == 503
    assert time.monotonic() - began < 3
