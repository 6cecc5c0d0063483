"""The commands that containers are started, prepared and watched with."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from jieti.operations import progress
from jieti.operations.models import STALE_AFTER_S, Machine
from jieti.operations.readiness import wait_until, web_answers
from tests.servers import Servers, servers
from tests.with_servers import free_port

ROOT = Path(__file__).resolve().parents[3]
UNFIT: dict[str, Any] = {"limit": "network", "essential": True, "holds": False}


def said(*arguments: str) -> str:
    """Why it is not healthy; empty if it is."""
    try:
        call_command("healthy", *arguments)
    except CommandError as error:
        return str(error)
    return ""


def report(**values: Any) -> None:
    Machine.objects.report(socket.gethostname(), "namespaces", **values)


@pytest.mark.django_db
def test_a_worker_is_healthy_if_it_is_there_and_its_sandbox_holds() -> None:
    assert "No worker on this machine" in said("worker")
    report(fit=False)
    assert "still being examined" in said("worker")
    report(fit=False, findings=[UNFIT, {**UNFIT, "limit": "GPU", "essential": False}])
    assert "does not hold (network)" in said("worker")
    report(fit=True)
    assert said("worker") == ""
    Machine.objects.update(name="elsewhere")
    assert "No worker on this machine" in said("worker")


@pytest.mark.django_db
def test_a_worker_that_hangs_is_not() -> None:
    report(fit=True)
    Machine.objects.update(last_seen=timezone.now() - timedelta(seconds=STALE_AFTER_S + 1))
    assert "No worker on this machine" in said("worker")


@pytest.mark.django_db
def test_the_house_is_healthy_if_submissions_are_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress.readiness, "broker_answers", lambda: False)
    assert "The broker does not answer" in said()
    monkeypatch.setattr(progress.readiness, "broker_answers", lambda: True)
    assert said() == ""
    monkeypatch.setattr(progress.Progress, "is_stalled", True)
    assert "none has been graded" in said()


def test_without_a_database_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(progress, "measure", away)
    assert said() == "The database does not answer."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Servers]:
    with servers(tmp_path / "var") as own:
        yield own


def manage(house: Servers, *arguments: str, **changed: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **house.environment, **changed},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_serve_becomes_the_web_server(house: Servers) -> None:
    port = free_port()
    process = manage(house, "serve", "web", "--port", str(port))
    try:
        there = wait_until(lambda: web_answers(f"http://127.0.0.1:{port}/healthz"), 60, lambda: process.poll() is None)
        assert there, process.communicate(timeout=10)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        assert b"uvicorn" in Path(f"/proc/{process.pid}/cmdline").read_bytes(), "the same process, so signals reach it"
        other = manage(house, "serve", "web", "--port", str(port))
        assert "is in use" in other.communicate(timeout=60)[0]
        assert other.returncode == 1
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
        process.communicate()


def test_prepare_waits_for_servers_and_says_which_is_missing(house: Servers) -> None:
    process = manage(house, "prepare", "--wait", "1", REDIS_URL="redis://127.0.0.1:1/0")
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "Redis at 127.0.0.1:1" in output and "migrate" not in output


@pytest.mark.servers
def test_prepare_brings_all_up_to_date_as_often_as_it_is_run(house: Servers, tmp_path: Path) -> None:
    for _ in range(2):
        process = manage(house, "prepare")
        output = process.communicate(timeout=300)[0]
        assert process.returncode == 0, output
    (tmp_path / "curriculum").mkdir()
    loaded = house.query("SELECT count(*) FROM courses_track")
    assert loaded[0][0] > 0
    process = manage(house, "prepare", JIETI_CURRICULUM=str(tmp_path / "curriculum"))
    assert "What was loaded before stays." in process.communicate(timeout=300)[0]
    assert process.returncode == 0
    assert house.query("SELECT count(*) FROM courses_track") == loaded
