"""/submissions/<id>/state/ and /events/: through the test client, and streamed by a real server."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission
from tests.jieti.submissions.conftest import graded, verdict

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 30.0


def test_the_state_while_it_waits(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "a")
    answer = ada_client.get(f"/submissions/{row.pk}/state/")
    data = answer.json()
    assert (data["state"], data["position"], data["status"]) == ("queued", 1, "")
    assert "you are next" in data["html"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_state_with_its_verdict(ada: User, ada_client: Client, exercise: Exercise) -> None:
    data = ada_client.get(f"/submissions/{graded(ada, exercise, 'passed').pk}/state/").json()
    assert (data["state"], data["status"], data["position"]) == ("done", "passed", 0)
    assert "all 9 checks hold" in data["html"]


def test_what_is_done_is_told_once_and_ends(ada: User, ada_client: Client, exercise: Exercise) -> None:
    answer = ada_client.get(f"/submissions/{graded(ada, exercise, 'passed').pk}/events/")
    text = async_to_sync(whole)(answer)
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert text.count("event: done") == 1 and json.loads(text.split("data: ")[1])["status"] == "passed"


async def whole(answer: Any) -> str:
    return b"".join([part async for part in answer.streaming_content]).decode()


class Server:
    """uvicorn on the tests' own database."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jieti.submissions.served",
            "JIETI_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        }
        command = [sys.executable, "-m", "uvicorn", "jieti.asgi:application", "--port", str(self.port)]
        self.process = subprocess.Popen([*command, "--lifespan", "off", "--no-access-log"], cwd=ROOT, env=environment)

    def get(self, path: str, session: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        line.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        return line.getresponse()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < deadline and self.process.poll() is None
                time.sleep(0.05)


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    server = Server()
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def heard(stream: http.client.HTTPResponse) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in stream:
        text = line.decode().rstrip("\n")
        if text.startswith("event: "):
            name = text.removeprefix("event: ")
        elif text.startswith("data: "):
            yield name, json.loads(text.removeprefix("data: "))


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_of_every_change_as_it_happens(
    server: Server, ada: User, bo: User, ada_client: Client, exercise: Exercise
) -> None:
    """Without a broker: the row itself is looked at, so this works wherever the database does."""
    first = Submission.objects.submit(bo, exercise, "b")
    row = Submission.objects.submit(ada, exercise, "a")
    stream = server.get(f"/submissions/{row.pk}/events/", ada_client.cookies["sessionid"].value)
    assert stream.status == 200 and stream.headers["Content-Type"] == "text/event-stream"
    told = heard(stream)

    name, data = next(told)
    assert (name, data["position"]) == ("queued", 2)
    assert "number 2" in data["html"]

    assert Submission.objects.claim() == first
    name, data = next(told)
    assert (name, data["position"]) == ("queued", 1)

    claimed = Submission.objects.claim()
    assert claimed == row and claimed is not None
    assert next(told)[0] == "running"

    claimed.finish(verdict("diagnosed"))
    name, data = next(told)
    assert (name, data["status"]) == ("done", "failed")
    assert "not divided by sqrt(d)" in data["html"]
    assert next(told, None) is None  # and the line is closed


@pytest.mark.django_db(transaction=True)
def test_a_stranger_hears_nothing(server: Server, ada: User, bo_client: Client, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "a")
    assert server.get(f"/submissions/{row.pk}/events/", bo_client.cookies["sessionid"].value).status == 404
