"""Keeps one device: a spare cell on it, one job at a time, and clean in between."""

import logging
import threading
import time
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from sandbox import wire
from sandbox.ahead import DeviceCell, NotReady, Stop
from sandbox.cell import never_started
from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.contract import MIB, Job, Report, Status
from sandbox.devices import Device, Lost, below
from sandbox.zygote import Dead, Zygote

LOOK_S = 0.2  # how often a waiting spare is looked at
LOOK_AGAIN_S = 0.02  # how often a device that is not clean yet is
TRIES = 2

log = logging.getLogger(__name__)


class Closing(Exception):
    """The pool is being closed."""


@dataclass(frozen=True)
class Task:
    """A job that waits for a device: any, or the one that is named."""

    job: Job
    on: str = ""
    again: bool = False
    done: Future[Report] = field(default_factory=Future)

    def suits(self, device: Device) -> bool:
        """Return whether this device will do."""
        return self.on in ("", device.name)


class Queue(Protocol):
    """What a keeper needs of its pool."""

    def take(self, keeper: "Keeper", seconds: float) -> Task | None:
        """Return the next task, if there is one within `seconds`. Raises Closing."""

    def put_back(self, task: Task) -> None:
        """Let another device do it, next."""

    def ended(self, keeper: "Keeper", fault: str) -> None:
        """This keeper takes no more tasks; `fault`: why the device cannot be used, if so."""


@dataclass(frozen=True)
class Workshop:
    """What cells are made with."""

    python: Path
    cgroups: Cgroups | NoCgroups
    grace_s: float  # how long a device may take to be clean after a job


class Keeper:
    """A thread and its device. `word` says how it is: "starting", "ready", "busy", "cleaning", or "quarantined"."""

    def __init__(self, device: Device, workshop: Workshop, queue: Queue) -> None:
        self.device = device
        self.workshop = workshop
        self.queue = queue
        self.word, self.fault = "starting", ""
        self._zygotes: dict[str, Zygote] = {}
        self._at_rest: dict[str, set[int]] = {}
        self._killed = False
        self._spare: DeviceCell | None = None
        self._image = ""
        self._thread = threading.Thread(target=self._live, name=f"device-{device.name}", daemon=True)

    def start(self) -> None:
        """Begin to take tasks."""
        self._thread.start()

    def kill(self) -> None:
        """End its cells, a running job's too, for good."""
        self._killed = True
        for zygote in list(self._zygotes.values()):
            zygote.close()

    def join(self) -> None:
        """Wait until it has ended."""
        self._thread.join()

    def _live(self) -> None:
        fault = ""
        try:
            while not fault:
                fault = self._left() if self._spare is None else ""
                fault = fault or self._turn()
        except Closing:
            pass
        except Exception as error:
            log.exception("device %s: the keeper failed", self.device.name)
            fault = f"{type(error).__name__}: {error}"
        finally:
            self._drop()
            self.kill()
            self.word, self.fault = ("quarantined", fault) if fault else ("closed", "")
            self.queue.ended(self, fault)

    def _turn(self) -> str:
        """Do one job, or see to the spare. Return why the device cannot be used any more."""
        self.word = "ready"
        idle = self._spare is not None or not self._image
        if task := self.queue.take(self, LOOK_S if idle else 0):
            return self._serve(task)
        if self._spare and self._spare.gone():
            self._drop()
        elif self._spare is None and self._image:
            self.word = "starting"
            try:
                return self._make(self._image)
            except Dead as error:
                log.warning("device %s: no spare: %s", self.device.name, error)
                self._image = ""  # the next job will be told
        return ""

    def _left(self) -> str:
        """Return what is still on the device once there has been time for it to go."""
        self.word = "cleaning"
        deadline = time.monotonic() + self.workshop.grace_s
        try:
            while (left := self.device.check(self._cells)) and time.monotonic() < deadline:
                time.sleep(LOOK_AGAIN_S)
        except Lost as error:
            return f"{self.device.name} does not answer: {error}"
        return left and f"{self.device.name} was not clean: {left}"

    def _cells(self) -> Collection[int]:
        """Return the processes of our cells here, not those that only make cells."""
        found: set[int] = set()
        for image, zygote in list(self._zygotes.items()):
            if zygote.pid is not None and zygote.alive():
                found |= below(zygote.pid) - self._at_rest.get(image, found)
        return found

    def _serve(self, task: Task) -> str:
        if self._spare and (self._spare.image != task.job.image or self._spare.gone()):
            self._drop()
        fault = ""
        try:
            if self._spare is None:
                fault = self._left() or self._make(task.job.image)
        except Dead as error:
            task.done.set_result(Report(Status.INTERNAL, detail=f"Dead: {error}"))
            return ""
        except BaseException:
            self.queue.put_back(task)
            raise
        if fault:
            self.queue.put_back(task)
            return fault
        report = self._run(task.job)
        if never_started(report) and not task.again:
            self.queue.put_back(replace(task, again=True))
        else:
            task.done.set_result(report)
        return ""

    def _make(self, image: str) -> str:
        """Make a spare; return what is wrong with the device if that cannot be done. Raises Dead if
        there can be no zygote, which is no fault of the device.
        """
        for _ in range(TRIES):
            began = time.monotonic()
            zygote = self._zygote(image)
            try:
                self._spare = DeviceCell(zygote, self.device, self.workshop.cgroups)
                self._image = image
                log.info("device %s: ready after %.1f s", self.device.name, time.monotonic() - began)
                return ""
            except (NotReady, Dead, wire.Broken, OSError) as error:
                zygote.settle()
                fault = f"{error}; {said}" if (said := zygote.said()) else str(error)
            if left := self._left():
                return left
        return fault

    def _zygote(self, image: str) -> Zygote:
        if self._killed:
            raise Closing
        zygote = self._zygotes.get(image)
        if zygote is None or not zygote.alive():
            if zygote is not None:
                zygote.close()
            zygote = self._zygotes[image] = Zygote(self.workshop.python, image, self.workshop.cgroups, self.device)
            assert zygote.pid is not None
            self._at_rest[image] = below(zygote.pid)
        return zygote

    def _run(self, job: Job) -> Report:
        spare, self._spare = self._spare, None
        assert spare is not None
        self.word = "busy"
        began = time.monotonic()
        try:
            before = self.device.used(self._cells)
            report = spare.run(job, lambda: self._stop(job, before))
            if report.status is not Status.OK:
                self.device.used(self._cells)  # was it the program, or is the device gone?
        except (Lost, wire.Broken, OSError) as error:
            report = Report(Status.INTERNAL, detail=f"{self.device.name}: {type(error).__name__}: {error}")
        finally:
            spare.close()
        return replace(report, timings={**report.timings, "total": (time.monotonic() - began) * 1e3})

    def _stop(self, job: Job, before: int) -> Stop | None:
        try:
            used = self.device.used(self._cells) - before
        except Lost as error:
            return {"status": "internal", "limit": "", "detail": f"{self.device.name} does not answer: {error}"}
        if used <= job.limits.gpu_memory:
            return None
        detail = f"{used // MIB} MiB of the device's memory"
        return {"status": "memory", "limit": "gpu_memory", "detail": detail}

    def _drop(self) -> None:
        spare, self._spare = self._spare, None
        if spare:
            spare.close()
