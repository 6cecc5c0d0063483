"""Who is next, who may write the verdict, and what a fault of ours leads to."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.study.models import Completion
from jieti.submissions import events
from jieti.submissions.leases import Leases
from jieti.submissions.models import Submission
from jieti.submissions.querysets import SubmissionQuerySet
from tests.jieti.submissions.conftest import graded, verdict


def submit(person: User, exercise: Exercise, *sources: str) -> list[Submission]:
    return [Submission.objects.submit(person, exercise, source) for source in sources]


def claims(count: int) -> list[Submission]:
    return [row for _ in range(count) if (row := Submission.objects.claim())]


def test_nothing_waits(db: None) -> None:
    assert Submission.objects.claim() is None


def test_a_claim_says_who_and_until_when(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a")
    row = Submission.objects.claim()
    assert row is not None
    assert row.state == "running" and row.claim is not None and row.started_at is not None
    assert row.lease_until is not None and row.lease_until > timezone.now()
    assert Submission.objects.claim() is None


def test_oldest_first(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a", "b", "c")
    assert [row.source for row in claims(3)] == ["a", "b", "c"]


def test_who_has_fewest_running_comes_first(ada: User, bo: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a1", "a2", "a3", "a4")
    submit(bo, exercise, "b1", "b2")
    assert [row.source for row in claims(6)] == ["a1", "b1", "a2", "b2", "a3", "a4"]


def test_a_row_we_failed_at_does_not_hold_up_the_others(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a", "b")
    first = Submission.objects.claim()
    assert first is not None and first.fault("the cell fell over")
    assert [row.source for row in claims(2)] == ["b", "a"]


def test_the_place_in_the_queue(ada: User, bo: User, exercise: Exercise) -> None:
    a1, a2, a3 = submit(ada, exercise, "a1", "a2", "a3")
    (b1,) = submit(bo, exercise, "b1")
    assert [row.queue_position() for row in (a1, a2, a3, b1)] == [1, 3, 4, 2]
    claims(1)
    a1.refresh_from_db()
    assert a1.queue_position() == 0


def test_a_verdict_is_written_with_its_timeline(ada: User, exercise: Exercise) -> None:
    row = graded(ada, exercise, "passed")
    row.refresh_from_db()
    assert (row.state, row.status, row.score) == ("done", "passed", 1.0)
    assert row.verdict is not None and row.claim is None
    times = row.verdict["timeline"]
    assert times["queued"] <= times["started"] <= times["graded"]


def test_a_stale_claim_writes_nothing(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a")
    row = Submission.objects.claim()
    assert row is not None
    Submission.objects.filter(pk=row.pk).update(claim=uuid.uuid4())
    assert not row.finish(verdict("passed"))
    assert not row.release()
    assert not row.fault("late")
    row.refresh_from_db()
    assert (row.state, row.verdict, row.faults) == ("running", None, 0)
    assert not Completion.objects.exists()


def test_a_second_verdict_is_not_written(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a")
    row = Submission.objects.claim()
    assert row is not None
    other = Submission.objects.get(pk=row.pk)
    assert other.finish(verdict("passed"))
    assert not row.finish(verdict("diagnosed"))
    row.refresh_from_db()
    assert row.status == "passed"


def test_passing_completes_the_exercise_once(ada: User, bo: User, exercise: Exercise) -> None:
    graded(ada, exercise, "diagnosed", "a")
    assert not Completion.objects.exists()
    graded(ada, exercise, "passed", "b")
    graded(ada, exercise, "passed", "c")
    assert Completion.objects.get().key == "dot-product"


def test_a_run_completes_nothing(ada: User, exercise: Exercise) -> None:
    graded(ada, exercise, "passed", kind="run")
    assert not Completion.objects.exists()


def test_released_rows_wait_without_blame(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a")
    row = Submission.objects.claim()
    assert row is not None and row.release()
    row.refresh_from_db()
    assert (row.state, row.faults, row.claim, row.lease_until) == ("queued", 0, None, None)


def test_a_fault_of_ours_is_tried_again_and_then_owned_up_to(
    ada: User, exercise: Exercise, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    submit(ada, exercise, "a")
    for faults in range(1, settings.FAULT_LIMIT):
        row = Submission.objects.claim()
        assert row is not None and row.fault("the cell fell over")
        row.refresh_from_db()
        assert (row.state, row.faults) == ("queued", faults)
    last = Submission.objects.claim()
    assert last is not None and last.fault("the cell fell over")
    last.refresh_from_db()
    assert (last.state, last.status, last.faults) == ("done", "internal", settings.FAULT_LIMIT)
    assert last.outcome is not None and not last.outcome.is_learners
    (told,) = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert "the cell fell over" in told.getMessage() and str(last.pk) in told.getMessage()


def test_expired_leases_are_found(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a", "b")
    lost, held = claims(2)
    Submission.objects.filter(pk=lost.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert list(Submission.objects.lease_expired()) == [lost]


def expire(row: Submission) -> None:
    Submission.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_lost_row_is_taken_from_its_worker(ada: User, exercise: Exercise) -> None:
    submit(ada, exercise, "a")
    (row,) = claims(1)
    expire(row)
    (taken,) = Submission.objects.take_back()
    assert not row.finish(verdict("passed"))
    assert taken.fault("the worker died")
    taken.refresh_from_db()
    assert (taken.state, taken.faults) == ("queued", 1)


def test_a_lease_renewed_at_the_last_moment_is_kept(
    ada: User, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(ada, exercise, "a")
    (row,) = claims(1)
    expire(row)
    seen = list(Submission.objects.lease_expired())
    leases = Leases()
    with leases.hold(row):
        leases.renew()
        found = SubmissionQuerySet.lease_expired
        reads = iter([Submission.objects.filter(pk__in=[lost.pk for lost in seen])])
        monkeypatch.setattr(SubmissionQuerySet, "lease_expired", lambda rows: next(reads, None) or found(rows))
        assert Submission.objects.take_back() == []
    assert row.finish(verdict("passed"))


def test_a_worker_held_up_after_its_claim_does_not_write_for_another(
    ada: User, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(ada, exercise, "a")

    def late(_row: Submission) -> None:
        Submission.objects.filter(state="running").update(claim=uuid.uuid4())  # meanwhile it was somebody else's turn

    monkeypatch.setattr(events, "publish", late)
    row = Submission.objects.claim()
    assert row is not None and not row.finish(verdict("passed"))


@pytest.mark.parametrize("poison", [float("nan"), float("inf"), "a\0b", "\ud83d"])
def test_what_a_database_cannot_keep_does_not_cost_the_verdict(ada: User, exercise: Exercise, poison: Any) -> None:
    submit(ada, exercise, "a")
    row = Submission.objects.claim()
    assert row is not None
    assert row.finish(verdict("passed") | {"stdout": poison, "more": [{"deep": poison}]})
    row.refresh_from_db()
    assert row.status == "passed"


@pytest.mark.django_db(transaction=True)
def test_many_workers_claim_every_row_once(ada: User, bo: User, exercise: Exercise) -> None:
    for person in (ada, bo):
        submit(person, exercise, *[f"{person.name} {number}" for number in range(8)])
    taken: list[uuid.UUID] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while (row := Submission.objects.claim()) is not None:
            taken.append(row.pk)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == 16 and len(set(taken)) == 16


@pytest.mark.django_db(transaction=True)
def test_many_requests_number_every_attempt_once(ada: User, exercise: Exercise) -> None:
    start = threading.Barrier(4)
    failures: list[Exception] = []

    def work(name: int) -> None:
        start.wait()
        try:
            for number in range(4):
                Submission.objects.submit(ada, exercise, f"{name} {number}")
        except Exception as error:
            failures.append(error)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert sorted(Submission.objects.values_list("number", flat=True)) == list(range(1, 17))


def test_the_database_is_a_file_in_these_races() -> None:
    """Else threads would share one connection and the two tests above would show nothing."""
    assert connection.vendor != "sqlite" or "mode=memory" not in str(connection.settings_dict["NAME"])
