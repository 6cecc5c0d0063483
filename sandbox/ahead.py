"""A cell made ahead of its job, on a device that it has opened: good for one job, of any limits."""

import select
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict

from sandbox import exchange, wire
from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.contract import MIB, Job, Limits, Report, Status
from sandbox.devices import Device
from sandbox.zygote import Zygote, gone

OPEN_S = 120.0  # for opening the device: seconds on a GPU, and more on a busy machine
SAMPLE_S = 0.05  # how often the device is looked at while a job runs on it
# What our own code may use to open the device; each job then gets its own limits, which may only be lower.
AHEAD = Limits(cpu_s=24 * 3600, memory=16384 * MIB, processes=4096, disk=16384 * MIB, inodes=1 << 20, open_files=4096)

Stop = Mapping[str, str]  # status, limit and detail: why a running job has to end


class NotReady(Exception):
    """The cell could not open its device, or it is not the one that was asked for."""


class Cell:
    """Waits for its job as soon as it is made. Raises NotReady, sandbox.zygote.Dead, wire.Broken or OSError."""

    def __init__(self, zygote: Zygote, device: Device, cgroups: Cgroups | NoCgroups) -> None:
        self.image = zygote.image
        self.device = device
        with ExitStack() as stack:
            self.group = stack.enter_context(cgroups.group(AHEAD))
            self.sock: socket.socket = stack.enter_context(zygote.forked())
            self.facts = self._opened()
            self._held = stack.pop_all()

    def _opened(self) -> Mapping[str, object]:
        self.sock.settimeout(exchange.START_S)
        ahead = {
            "device": {"kind": self.device.kind, "ids": self.device.ids},
            "environment": list(self.device.environment),
            "limits": {**asdict(AHEAD), **self.group.limits, "address_space": 0},
        }
        files = self.group.files
        wire.send(self.sock, {"ahead": ahead, "descriptors": list(files)}, [], list(files.values()))
        answer, _ = wire.receive(self.sock, time.monotonic() + OPEN_S, MIB)
        if not answer.get("ready"):
            raise NotReady(f"{self.device.name} could not be opened in a cell: {answer.get('detail')}")
        facts: Mapping[str, object] = answer["facts"]
        return facts

    def gone(self) -> bool:
        """Return whether it has died while it waited."""
        return gone(self.sock)

    def run(self, job: Job, watch: Callable[[], Stop | None]) -> Report:
        """Run its only job. `watch` is asked again and again whether the job has to end. Raises Broken, OSError."""
        self.group.take(job.limits)
        limits = dict(self.group.limits)
        if self.device.kind != "cpu":
            limits["address_space"] = 0  # a GPU's driver reserves hundreds of gigabytes of it
        try:
            with suppress(wire.Broken):  # a cell that has just died may have left word why
                wire.send(self.sock, exchange.order(job, limits, []), exchange.payloads(job))
            deadline = self._attend(time.monotonic() + exchange.START_S + job.limits.wall_s + exchange.GRACE_S, watch)
            return exchange.report(*wire.receive(self.sock, deadline, exchange.most(job.limits)))
        except wire.Broken:
            if self.group.out_of_memory():  # the kernel chose the warden
                return Report(Status.MEMORY, limit="memory", detail="the kernel killed the cell")
            raise

    def _attend(self, deadline: float, watch: Callable[[], Stop | None]) -> float:
        """Return, with the deadline for all of it, once the warden reports or has been told to end the job."""
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        while not poll.poll(SAMPLE_S * 1e3) and time.monotonic() < deadline:
            if stop := watch():
                with suppress(wire.Broken):  # it has ended by itself at this very moment
                    wire.send(self.sock, stop, [])
                return time.monotonic() + exchange.GRACE_S
        return deadline

    def close(self) -> None:
        """End it, and everything in it."""
        self._held.close()
