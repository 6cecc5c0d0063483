"""The log follows a submission from its request to its verdict, and keeps what is nobody's business to itself."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

import grader
from jieti.accounts import setup
from jieti.accounts.models import User
from jieti.api.models import Token
from jieti.courses.models import Exercise
from jieti.lib import logs
from jieti.submissions import tasks
from jieti.submissions.management.commands.reconcile import reconcile
from jieti.submissions.models import Submission
from tests.conftest import PASSWORD

CANARY = "canary_4b1f"
CODE = f"import torch\n\ndef dot(a, b):\n    return '{CANARY}' + a @ b\n"
SUBMIT = "/exercises/dot-product/submit/"


@pytest.fixture(params=["plain", "json"])
def form(request: pytest.FixtureRequest) -> logging.Formatter:
    return logs.Plain() if request.param == "plain" else logs.Json()


@pytest.fixture
def written(form: logging.Formatter, settings: Settings) -> Iterator[StringIO]:
    """All that anybody logs, from DEBUG on, with the levels of our settings."""
    root, stream = logging.getLogger(), StringIO()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(form)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    logs.begin()


def passing(exercise: grader.Exercise, *_: object, **__: object) -> grader.Verdict:
    logging.getLogger("grader").info("deep in the grader")
    return grader.Verdict(exercise.slug, exercise.version, grader.Status.PASSED, {"zh": "好", "en": "ok"}, reason="")


def quoting(_: grader.Exercise, source: str, *__: object, **___: object) -> None:
    raise ValueError(f"cannot read {source!r}, nor\n{source}")


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_an_id_leads_from_the_request_to_the_verdict(
    written: StringIO, ada_client: Client, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader, "grade", passing)
    answer = ada_client.post(SUBMIT, {"source": CODE}, headers={"X-Request-ID": "from-the-proxy-1"})
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    logs.begin()  # the worker is another process
    tasks.drain(host=None)  # type: ignore[arg-type]  # the grader of this test asks no cell
    pk = str(Submission.objects.get().pk)
    ours = [line for line in map(json.loads, written.getvalue().splitlines()) if "submission" in line]
    assert {line["submission"] for line in ours} == {pk}
    said = {line["message"]: line.get("request") for line in ours}
    assert said[f"submission {pk}: handed in"] == "from-the-proxy-1"
    for message in (f"submission {pk}: taken", "deep in the grader", f"submission {pk}: passed"):
        assert said[message] is None


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_what_a_dead_worker_left_is_named(written: StringIO, ada: User, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, CODE)
    assert Submission.objects.claim() is not None
    Submission.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert reconcile()[0] == 1
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    (taken_back,) = [line for line in lines if "taken back" in line["message"]]
    assert (taken_back["submission"], taken_back["level"]) == (str(row.pk), "WARNING")


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_every_line_of_a_request_has_its_id(written: StringIO, db: None, client: Client) -> None:
    """Django's own line about a page that is not there among them: it comes after the last middleware."""
    number = client.get("/nowhere/")["X-Request-ID"]
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert "Not Found: /nowhere/" in [line["message"] for line in lines]
    assert {line["request"] for line in lines} == {number}


def test_no_code_is_in_it(
    written: StringIO, ada_client: Client, ada: User, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handed in, run, kept as a draft, refused, sent by a script; and when our own code fails while it quotes it."""
    monkeypatch.setattr(grader, "grade", quoting)
    monkeypatch.setattr(grader, "run", quoting)
    script = {"Authorization": f"Bearer {Token.objects.issue(ada, 'script')[1]}"}
    ada_client.post(SUBMIT, {"source": CODE})
    ada_client.post("/exercises/dot-product/run/", {"source": CODE})
    ada_client.post("/exercises/dot-product/draft/", {"source": CODE})
    ada_client.post(SUBMIT, {"source": CODE + "\0"}, headers={"Accept": "application/json"})
    body = json.dumps({"source": CODE + "# by script"})
    url = "/api/v1/exercises/dot-product/submissions/"
    answer = Client(headers=script).post(url, body, content_type="application/json")
    assert answer.status_code in (200, 201, 202)
    tasks.drain(host=None)  # type: ignore[arg-type]  # as above
    done = set(Submission.objects.values_list("state", "status"))
    assert Submission.objects.count() == 3 and done == {("done", "internal")}
    assert "ValueError" in written.getvalue() and "was given up" in written.getvalue()
    assert CANARY not in written.getvalue() and "import torch" not in written.getvalue()


def test_no_secret_is_in_it(written: StringIO, client: Client, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token = Token.objects.issue(ada, "script")[1]
    for header in (token, token + "x"):
        Client().get("/api/v1/today/", headers={"Authorization": f"Bearer {header}"})
    client.post("/accounts/login/", {"login": ada.email, "password": f"{CANARY}-wrong"})
    Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": ada.email, "password": CANARY})
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    session = client.cookies["sessionid"].value
    client.get("/nowhere/")
    link = setup.setup_link("")
    assert Client(enforce_csrf_checks=True).post(link, {}).status_code == 403
    assert Client().post("/accounts/password/reset/", {"email": ada.email}).status_code == 302
    text = written.getvalue()
    assert "Forbidden" in text and "/nowhere/" in text
    for secret in (token, CANARY, PASSWORD, session, link.strip("/").split("/")[-1]):
        assert secret not in text
    cache.clear()


def test_mail_goes_into_a_folder_and_not_into_the_log(
    written: StringIO, ada: User, settings: Settings, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "jieti.lib.outbox.Outbox", tmp_path / "mail"
    Client().post("/accounts/password/reset/", {"email": ada.email})
    (letter,) = (tmp_path / "mail").iterdir()
    assert "/reset/key/" in letter.read_text()
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    printed = capsys.readouterr()
    assert "/reset/key/" not in written.getvalue() + printed.out + printed.err
