"""Cells that wait: one that has died, or says what nobody asked, costs nobody a job."""

import os
import signal
import socket
from contextlib import closing

import pytest

from sandbox.cell import Cell
from sandbox.contract import Status
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import core, gate_and_below, script, waiting

pytestmark = pytest.mark.sandbox


def test_a_process_that_dies_while_it_waits_costs_nobody_a_job(host: Host) -> None:
    """Nor does its warden go on without it."""
    pid = host.warm("python").pid or 0
    for _ in range(5):
        before = set(gate_and_below(pid)[2:])
        for victim in waiting(pid):
            os.kill(victim, signal.SIGKILL)
        report = host.run(script("print(1)"))
        assert (report.status, report.stdout) == (Status.OK, "1\n"), report
        core(host)
        assert not before & set(gate_and_below(pid)[2:])


def test_a_warden_that_says_more_than_it_was_asked_does_no_other_job(host: Host) -> None:
    zygote = host.warm("python")
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"x")
        while len(zygote._waiting):
            zygote.take().close()
        zygote.give_back(Cell(ours, host.cgroups))
        with closing(zygote.take()) as other:
            assert other.sock is not ours
        assert ours.fileno() == -1


def test_a_job_whose_zygote_is_closed_meanwhile_goes_to_the_next() -> None:
    """By another thread, say, that has found it dying."""
    with Host(cell_python(), images=("python",)) as other:
        for spares in range(3):
            zygote = other.warm("python")
            for _ in range(spares):
                zygote.give_back(Cell(zygote.forked(), other.cgroups))
            zygote.close()
            assert other._deliver(zygote, script("print(1)")).stdout == "1\n"
            assert other.warm("python") is not zygote
