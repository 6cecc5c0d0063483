"""A cell made ahead of its job: a warden, walls, a control group, and a learner's process that waits, confined."""

import select
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from sandbox import exchange, wire
from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.contract import MIB, Job, Limits, Report, Status

# What our own code may use while it waits, to open a device, say; each job then has its own limits.
WAITING = Limits(memory=16384 * MIB, processes=4096, disk=16384 * MIB, inodes=1 << 20)


class Cell:
    """Waits for a job as soon as it is made, and can be renewed for another. Raises wire.Broken or OSError."""

    def __init__(self, warden: socket.socket, cgroups: Cgroups | NoCgroups) -> None:
        """`warden`: our end of a socket to it, closed with this."""
        self.sock = warden
        self._cgroups = cgroups
        self._held = ExitStack()
        self._unread: wire.Unread | None = None
        try:
            self.renew()
        except BaseException:
            self.close()
            raise

    def renew(self) -> None:
        """Have the warden make a cell for the next job, with a control group of its own."""
        self._held.close()
        self.group = self._held.enter_context(self._cgroups.group(WAITING))
        self.sock.settimeout(exchange.START_S)
        files = self.group.files
        wire.send(self.sock, exchange.birth(files, self._device()), [], list(files.values()))

    def _device(self) -> Mapping[str, Any] | None:
        return None

    def gone(self) -> bool:
        """Return whether it has died while it waited, or has said why it will: else it says nothing."""
        poll = select.poll()
        poll.register(self.sock, select.POLLIN | select.POLLRDHUP)
        return bool(poll.poll(0))

    def begin(self, job: Job) -> None:
        """Send it its job."""
        self.group.take(job.limits)
        try:
            wire.send(self.sock, exchange.order(job, self.limits()), exchange.payloads(job))
        except wire.Unread as error:
            self._unread = error  # it may have left word why

    def limits(self) -> dict[str, int]:
        """Return what the control group adds to the job's limits, or changes."""
        return dict(self.group.limits)

    def report(self, job: Job, deadline: float) -> Report:
        """Return what became of the job, by `deadline`. Raises wire.Unread if the warden never had it."""
        try:
            return exchange.report(*wire.receive(self.sock, deadline, exchange.most(job.limits)))
        except wire.Unread:
            raise
        except wire.Broken as error:
            if self._unread:
                raise self._unread from error
            if self.group.out_of_memory():  # the kernel chose the warden
                return Report(Status.MEMORY, limit="memory", detail="the kernel killed the cell")
            raise

    def close(self) -> None:
        """End it, and everything in it."""
        self.sock.close()
        self._held.close()


def never_started(report: Report) -> bool:
    """Return whether a warden has told that its program never ran: the cell broke while it waited, say."""
    return report.status is Status.INTERNAL and "reported" in report.timings and "started" not in report.timings
