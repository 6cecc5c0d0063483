"""A worker's row: there from the start, right after each examination, back when it was lost, and heard when asked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.utils import timezone

from jieti.operations import presence as module
from jieti.operations.models import FORGET_AFTER_DAYS, Machine, MachineQuerySet
from jieti.operations.presence import Presence
from sandbox.backend import Backend
from sandbox.doctor import Finding
from sandbox.host import Host

pytestmark = pytest.mark.django_db

GOOD = [Finding("cell", True, "bwrap", "bwrap 0.11.0, zygote ready in 98 ms")]
BAD = [Finding("network", False, "network namespace", "open", "Do this.")]


class Bench:
    """A bench whose doctor finds what it is told to."""

    def __init__(self) -> None:
        self.on_examined: Callable[[Backend, list[Finding]], None] = lambda host, findings: None
        self.findings = GOOD
        self.examined = 0

    def examine(self) -> None:
        self.examined += 1
        with Host(Path("/nonexistent/python")) as host:
            self.on_examined(host, self.findings)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def presence(bench: Bench) -> Presence:
    """Not begun: the tests beat by hand."""
    made = Presence(bench, "vm")
    bench.on_examined = made.note
    return made


def test_it_is_there_before_the_doctor_is_done(presence: Presence) -> None:
    presence.beat()
    machine = Machine.objects.get()
    assert (machine.name, machine.backend, machine.fit) == ("vm", "namespaces", False)
    assert machine.is_examined_now and not machine.is_stale


def test_what_the_doctor_found_is_written(presence: Presence, bench: Bench) -> None:
    presence.beat()
    bench.examine()
    presence.beat()
    machine = Machine.objects.get()
    assert machine.fit and not machine.is_examined_now
    assert machine.findings[0]["proof"] == "bwrap 0.11.0, zygote ready in 98 ms" and machine.facts["cpus"] >= 1
    bench.findings = BAD
    bench.examine()
    presence.beat()
    machine.refresh_from_db()
    assert not machine.fit and machine.findings[0]["remedy"] == "Do this."


def test_a_beat_costs_two_small_queries(
    presence: Presence, machine: Machine, django_assert_num_queries: Callable[[int], object]
) -> None:
    presence.beat()
    Machine.objects.filter(name="vm").update(last_seen=timezone.now() - timedelta(hours=1))
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager, untyped
        presence.beat()
    assert not Machine.objects.get(backend="namespaces").is_stale


def test_asked_it_examines_again_once(presence: Presence, bench: Bench) -> None:
    bench.examine()
    presence.beat()
    Machine.objects.get().ask()
    assert Machine.objects.get().is_examined_now
    presence.beat()
    presence.beat()
    assert bench.examined == 2 and Machine.objects.get().asked_at is None


def test_an_unfit_machine_is_examined_again_unasked(
    presence: Presence, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.findings = BAD
    bench.examine()
    presence.beat()
    assert bench.examined == 1, "not at once"
    monkeypatch.setattr(module, "AGAIN_S", -1.0)
    bench.findings = GOOD
    presence.beat()
    presence.beat()
    assert bench.examined == 2 and Machine.objects.get().fit


def test_a_row_that_was_deleted_comes_back(presence: Presence, bench: Bench) -> None:
    bench.examine()
    presence.beat()
    Machine.objects.all().delete()
    presence.beat()
    assert Machine.objects.get().fit


def test_what_could_not_be_written_is_written_later(
    presence: Presence, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    bench.examine()
    with monkeypatch.context() as patch:
        patch.setattr(MachineQuerySet, "report", away)
        with pytest.raises(DatabaseError):
            presence.beat()
    presence.beat()
    assert Machine.objects.get().fit


def test_a_restarted_worker_takes_over_its_row(presence: Presence, bench: Bench) -> None:
    bench.examine()
    presence.beat()
    Presence(Bench(), "vm").beat()
    machine = Machine.objects.get()
    assert machine.is_examined_now and not machine.fit, "what was found before says nothing about now"


def test_machines_of_long_ago_are_forgotten(presence: Presence, make_machine: Callable[..., Machine]) -> None:
    make_machine("container-1", silent_s=(FORGET_AFTER_DAYS + 1) * 86400)
    make_machine("container-2", silent_s=(FORGET_AFTER_DAYS - 1) * 86400)
    presence.beat()
    assert set(Machine.objects.values_list("name", flat=True)) == {"vm", "container-2"}


@pytest.mark.django_db(transaction=True)
def test_the_thread_keeps_the_row_and_ends(bench: Bench) -> None:
    presence = Presence(bench, "vm")
    thread = presence.begin()
    bench.examine()
    presence.end()
    thread.join(10)
    assert not thread.is_alive()
    presence.beat()
    assert Machine.objects.get().fit
