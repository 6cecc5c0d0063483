"""A cell that has opened a device before its job comes: good for one job."""

import select
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sandbox import exchange, wire
from sandbox.cell import WAITING, Cell
from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.contract import MIB, Job, Report
from sandbox.devices import Device
from sandbox.zygote import Zygote

OPEN_S = 120.0  # for opening the device: seconds on a GPU, and more on a busy machine
SAMPLE_S = 0.05  # how often the device is looked at while a job runs on it

Stop = Mapping[str, str]  # status, limit and detail: why a running job has to end


class NotReady(Exception):
    """The cell could not open its device, or it is not the one that was asked for."""


class DeviceCell(Cell):
    """Raises NotReady, sandbox.zygote.Dead, wire.Broken or OSError."""

    def __init__(self, zygote: Zygote, device: Device, cgroups: Cgroups | NoCgroups) -> None:
        self.image = zygote.image
        self.device = device
        super().__init__(zygote.forked(), cgroups)

    def renew(self) -> None:
        """See Cell; and return when the device is open."""
        super().renew()
        answer, _ = wire.receive(self.sock, time.monotonic() + OPEN_S, MIB)
        if not answer.get("ready"):
            raise NotReady(f"{self.device.name} could not be opened in a cell: {answer.get('detail')}")
        self.facts: Mapping[str, object] = answer["facts"]

    def _device(self) -> Mapping[str, Any]:
        ids = {"kind": self.device.kind, "ids": self.device.ids}
        room = {"disk": WAITING.disk, "inodes": WAITING.inodes}
        return {"device": ids, "environment": list(self.device.environment), **room}

    def limits(self) -> dict[str, int]:
        """See Cell."""
        if self.device.kind == "cpu":
            return super().limits()
        return {**super().limits(), "address_space": 0}  # a GPU's driver reserves hundreds of gigabytes of it

    def run(self, job: Job, watch: Callable[[], Stop | None]) -> Report:
        """Run its only job. `watch` is asked again and again whether the job has to end. Raises Broken, OSError."""
        self.begin(job)
        return self.report(job, self._attend(exchange.deadline(job.limits), watch))

    def _attend(self, latest: float, watch: Callable[[], Stop | None]) -> float:
        """Return, with the deadline for all of it, once the warden reports or has been told to end the job."""
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        while not poll.poll(SAMPLE_S * 1e3) and time.monotonic() < latest:
            if stop := watch():
                with suppress(wire.Broken):  # it has ended by itself at this very moment
                    wire.send(self.sock, stop, [])
                return time.monotonic() + exchange.GRACE_S
        return latest
