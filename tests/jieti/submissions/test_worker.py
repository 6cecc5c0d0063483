"""The worker's tasks with a grader and a doctor that do as they are told, and the reconciler."""

import logging
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from pytest_django import Settings

import grader
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions import bench, events, patience, tasks
from jieti.submissions.bench import Bench
from jieti.submissions.management.commands import reconcile as module
from jieti.submissions.management.commands.reconcile import reconcile
from jieti.submissions.models import Submission
from sandbox import doctor

ROOT = Path(__file__).resolve().parents[3]


def answering(status: str) -> Any:
    def answer(exercise: grader.Exercise, source: str, host: object, stock: object = None) -> grader.Verdict:
        return grader.Verdict(
            exercise.slug, exercise.version, grader.Status(status), {"zh": "好", "en": "ok"}, reason="the reason"
        )

    return answer


@pytest.fixture
def two(ada: User, exercise: Exercise) -> list[Submission]:
    return [Submission.objects.submit(ada, exercise, source) for source in ("a", "b")]


def drained(*rows: Submission) -> list[Submission]:
    tasks.drain(host=None)  # type: ignore[arg-type]  # the grader of these tests asks no cell
    for row in rows:
        row.refresh_from_db()
    return list(rows)


def test_a_wake_up_grades_all_that_waits(two: list[Submission], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grader, "grade", answering("passed"))
    assert [row.status for row in drained(*two)] == ["passed", "passed"]


def test_a_run_is_run_and_not_graded(ada: User, exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Submission.objects.submit(ada, exercise, "print(1)", "run")
    monkeypatch.setattr(grader, "run", lambda *_: grader.RunResult("ok", {"zh": "", "en": ""}, "1\n"))
    (row,) = drained(row)
    assert row.status == "ok" and row.verdict is not None and row.verdict["stdout"] == "1\n"


def test_a_grader_that_raises_is_our_fault(
    two: list[Submission], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(grader, "grade", broken)
    assert [(row.status, row.faults) for row in drained(*two)] == [("internal", settings.FAULT_LIMIT)] * 2


def test_an_internal_verdict_is_tried_again(
    two: list[Submission], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(grader, "grade", answering("internal"))
    assert [row.faults for row in drained(*two)] == [settings.FAULT_LIMIT] * 2


def test_a_broken_exercise_is_the_authors_and_told(
    two: list[Submission], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(grader, "grade", answering("broken_exercise"))
    assert [(row.status, row.faults) for row in drained(*two)] == [("broken_exercise", 0)] * 2
    assert "the reason" in caplog.text


def test_a_worker_that_goes_home_takes_nothing_new(two: list[Submission], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.bench, "closing", True)
    assert [row.state for row in drained(*two)] == ["queued", "queued"]


def test_a_row_being_graded_when_the_worker_is_stopped_goes_back(
    two: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr(grader, "grade", stopped)
    with pytest.raises(SystemExit):
        tasks.drain(host=None)  # type: ignore[arg-type]  # as above
    two[0].refresh_from_db()
    assert (two[0].state, two[0].faults) == ("queued", 0)


def test_leases_are_renewed_while_a_row_is_in_hand(two: list[Submission], settings: Settings) -> None:
    row = Submission.objects.claim()
    assert row is not None
    settings.LEASE_SECONDS = 600
    before = row.lease_until
    with tasks.leases.hold(row):
        tasks.leases.renew()
    row.refresh_from_db()
    assert row.lease_until is not None and before is not None and row.lease_until > before
    Submission.objects.update(lease_until=before)
    tasks.leases.renew()
    row.refresh_from_db()
    assert row.lease_until == before


def test_an_unfit_machine_does_not_grade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unfit(_: object) -> None:
        raise doctor.Unfit("network: a packet got out. Do this.")

    monkeypatch.setattr(bench.doctor, "require_fit", unfit)
    assert Bench(tmp_path / "python").host() is None
    assert "network: a packet got out" in caplog.text and "stay queued" in caplog.text


def test_a_sandbox_that_cannot_be_made_does_not_grade(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """There is no interpreter at that path."""
    assert Bench(tmp_path / "python").host() is None
    assert [record for record in caplog.records if record.levelno >= logging.ERROR]


# The reconciler.


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    sent: list[float] = []
    monkeypatch.setattr(events, "nudge", lambda: sent.append(time.monotonic()))
    return sent


def aged(row: Submission, seconds: float) -> None:
    Submission.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(seconds=seconds))


def test_fresh_rows_are_left_alone(two: list[Submission], nudges: list[float]) -> None:
    assert reconcile() == (0, 0)


def test_rows_that_waited_too_long_are_nudged_again(two: list[Submission], nudges: list[float]) -> None:
    aged(two[0], 60)
    assert reconcile() == (0, 1)
    assert len(nudges) == 1


def test_rows_of_a_dead_worker_are_taken_back_and_nudged(two: list[Submission], nudges: list[float]) -> None:
    row = Submission.objects.claim()
    assert row is not None
    Submission.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    released, sent = reconcile()
    row.refresh_from_db()
    assert released == 1 and sent >= 1
    assert (row.state, row.faults, row.claim) == ("queued", 1, None)


def test_the_command_says_what_it_did(two: list[Submission], nudges: list[float]) -> None:
    aged(two[0], 60)
    out = StringIO()
    call_command("reconcile", stdout=out)
    assert "1 nudged" in out.getvalue()


def once(monkeypatch: pytest.MonkeyPatch, times: int = 1) -> None:
    """Let `keep_going` go round so many times."""

    class Event(threading.Event):
        rounds = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.rounds += 1
            if self.rounds >= times:
                self.set()
            return True

    monkeypatch.setattr(module, "threading", SimpleNamespace(Event=Event))
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)  # there is one only, and the test is in it


def test_the_loop_says_what_it_did_in_the_log(
    two: list[Submission], nudges: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    once(monkeypatch)
    aged(two[0], 60)
    module.keep_going(1)
    (said,) = [record for record in caplog.records if record.name == module.__name__]
    assert (said.levelname, said.getMessage()) == ("INFO", "0 taken back, 1 nudged")


def test_after_the_database_was_away_workers_are_not_taken_for_dead(
    two: list[Submission], nudges: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They could not renew their leases either."""
    row = Submission.objects.claim()
    assert row is not None
    Submission.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    asked: list[bool] = []

    def away(take_back: bool = True) -> tuple[int, int]:
        asked.append(take_back)
        if len(asked) == 1:
            raise OperationalError("the database is shutting down")
        return reconcile(take_back)

    monkeypatch.setattr(module, "reconcile", away)
    once(monkeypatch, times=3)
    module.keep_going(1)
    row.refresh_from_db()
    assert asked == [True, False, False] and (row.state, row.faults) == ("running", 0)


def test_a_verdict_is_written_once_the_database_takes_it(
    two: list[Submission], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(grader, "grade", answering("passed"))
    monkeypatch.setattr(patience, "PAUSE_S", 0)
    monkeypatch.setattr(patience, "connection", SimpleNamespace(close=lambda: None))
    failures = [OperationalError("the server closed the connection"), InterfaceError("the connection is closed")]
    finish = Submission.finish

    def faltering(row: Submission, *arguments: Any, **more: Any) -> bool:
        if failures:
            raise failures.pop()
        return finish(row, *arguments, **more)

    monkeypatch.setattr(Submission, "finish", faltering)
    assert [(row.status, row.faults) for row in drained(*two)] == [("passed", 0)] * 2
    assert caplog.text.count("the database did not take it") == 2


def test_a_worker_without_a_database_goes_on_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks.bench, "host", lambda: object())
    monkeypatch.setattr(tasks, "drain", away)
    assert tasks.wake() == 0


def test_the_loop_ends_quickly_when_told(tmp_path: Path) -> None:
    environment = {"JIETI_VAR": str(tmp_path), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "jieti.settings.base"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-c", LOOP]
    loop = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert loop.stdout is not None and loop.stdout.readline() == "going\n"
    loop.send_signal(signal.SIGTERM)
    assert loop.wait(10) == 0


LOOP = """
import threading, django
django.setup()
from django.core.management import call_command
from jieti.submissions.management.commands import reconcile
class Event(threading.Event):
    def wait(self, timeout=None):
        print("going", flush=True)
        return super().wait(timeout)
reconcile.threading = type("threading", (), {"Event": Event})
call_command("reconcile", every=600)
"""
