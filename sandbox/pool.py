"""The devices of a host: one job at a time on each, in a cell that waits for it; what is not clean is set aside."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.contract import Job, Report, Status
from sandbox.devices import Device
from sandbox.keeper import Closing, Keeper, Task, Workshop

GRACE_S = 10.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """How one device is; `fault`, for operators, says why it was set aside."""

    word: str
    fault: str = ""


class Pool:
    """Serves callers in order. Safe to use from many threads."""

    def __init__(
        self,
        devices: Sequence[Device],
        python: Path,
        cgroups: Cgroups | NoCgroups,
        why_none: str = "",
        grace_s: float = GRACE_S,
    ) -> None:
        self.workshop = Workshop(python, cgroups, grace_s)
        self.why_none = why_none
        self._changed = threading.Condition()
        self._tasks: deque[Task] = deque()
        self._closing = False
        self._keepers: dict[str, Keeper] = {}
        for device in devices:
            self._admit(device)

    def _admit(self, device: Device) -> None:
        keeper = self._keepers[device.name] = Keeper(device, self.workshop, self)
        keeper.start()

    def run(self, job: Job, on: str = "") -> Report:
        """Run `job` on a device, the one named `on` if given, and return what became of it. Blocks."""
        task = Task(job, on)
        with self._changed:
            self._tasks.append(task)
            self._refuse()
            self._changed.notify_all()
        return task.done.result()

    def state(self) -> dict[str, State]:
        """Return how each device is, by name."""
        with self._changed:
            return {name: State(keeper.word, keeper.fault) for name, keeper in self._keepers.items()}

    def kinds(self) -> dict[str, str]:
        """Return what torch calls each device, by name."""
        return {name: keeper.device.kind for name, keeper in self._keepers.items()}

    def readmit(self) -> None:
        """Use what was set aside again, if it is clean now."""
        with self._changed:
            aside = [keeper for keeper in self._keepers.values() if keeper.fault]
            for keeper in aside if not self._closing else []:
                self._admit(keeper.device)

    def close(self) -> None:
        """End every job, every cell, every thread."""
        with self._changed:
            self._closing = True
            self._refuse()
            self._changed.notify_all()
        for keeper in self._keepers.values():
            keeper.kill()
            keeper.join()

    def take(self, keeper: Keeper, seconds: float) -> Task | None:
        """See keeper.Queue."""
        with self._changed:
            if not self._closing and not self._first(keeper):
                self._changed.wait(seconds)
            if self._closing:
                raise Closing
            if task := self._first(keeper):
                self._tasks.remove(task)
            return task

    def _first(self, keeper: Keeper) -> Task | None:
        return next((task for task in self._tasks if task.suits(keeper.device)), None)

    def put_back(self, task: Task) -> None:
        """See keeper.Queue."""
        with self._changed:
            self._tasks.appendleft(task)
            self._changed.notify_all()

    def ended(self, keeper: Keeper, fault: str) -> None:
        """See keeper.Queue."""
        if fault:
            log.error("device %s is set aside: %s", keeper.device.name, fault)
        with self._changed:
            self._refuse()

    def _refuse(self) -> None:
        """End every task that no device will ever take: that is our fault, never the learner's."""
        usable = [] if self._closing else [keeper for keeper in self._keepers.values() if not keeper.fault]
        for task in list(self._tasks):
            if not any(task.suits(keeper.device) for keeper in usable):
                self._tasks.remove(task)
                task.done.set_result(Report(Status.INTERNAL, detail=self._why(task)))

    def _why(self, task: Task) -> str:
        if self._closing:
            return "the pool of devices was closed"
        faults = [keeper.fault for keeper in self._keepers.values() if keeper.fault and task.suits(keeper.device)]
        return "; ".join(faults) or self.why_none or f"there is no device {task.on!r} here"
