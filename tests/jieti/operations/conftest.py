"""Machines as their workers report them, and a broker that answers or does not."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jieti.operations import readiness
from jieti.operations.models import STALE_AFTER_S, Machine
from sandbox import doctor, remedies, trials

HOLDS = [doctor.Finding("cell", True, "bwrap", "bwrap 0.11.0, zygote ready in 120 ms")]
HOLDERS = {"memory": "warden's samples, RLIMIT_AS", "processes": "cgroup v2, RLIMIT_NPROC"}
HOLDS += [doctor.Finding(one.limit, True, one.held_by.format(**HOLDERS), one.shown) for one in trials.TRIALS]
LEAKS = doctor.Finding(
    "network", False, "network namespace", "expected that no address could be reached; saw ok: open", remedies.CLONE
)
SAMPLED = doctor.Finding(
    "control groups", False, "kernel", "no control group is ours to write", remedies.NO_CGROUP, essential=False
)


@pytest.fixture
def make_machine(db: None) -> Callable[..., Machine]:
    """Return a factory: `make_machine("vm", LEAKS)`."""

    def make(name: str = "vm", *more: doctor.Finding, silent_s: float = 0, **fields: Any) -> Machine:
        findings = [*HOLDS, *more]
        values: dict[str, Any] = {
            "fit": doctor.fit(findings),
            "findings": [asdict(one) for one in findings],
            "facts": {"cpus": 2, "version": "bwrap 0.11.0", "cgroups": "cgroup v2", "python": "3.11.2", "devices": []},
            "checked_at": timezone.now(),
            "last_seen": timezone.now() - timedelta(seconds=silent_s),
        }
        return Machine.objects.create(name=name, backend="bwrap", **{**values, **fields})

    return make


@pytest.fixture
def machine(make_machine: Callable[..., Machine]) -> Machine:
    return make_machine()


@pytest.fixture
def stale(make_machine: Callable[..., Machine]) -> Machine:
    return make_machine("gone", silent_s=STALE_AFTER_S + 240)


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """The broker answers, until a test says `broker(False)`."""

    def answers(yes: bool) -> None:
        monkeypatch.setattr(readiness, "broker_answers", lambda: yes)

    answers(True)
    return answers


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was broadcast to the workers."""
    from jieti.operations import wishes

    found: list[str] = []
    monkeypatch.setattr(wishes.app.control, "broadcast", found.append)
    return found
