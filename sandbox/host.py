"""Host: runs jobs in cells on this machine. One per worker process, shared by its threads."""

import logging
import os
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox import bwrap, cgroup, cuda, exchange, remedies, wire
from sandbox.cell import Cell, never_started
from sandbox.contract import Job, Report, Status
from sandbox.devices import Device
from sandbox.pool import Pool
from sandbox.zygote import Dead, Zygote

IMAGES = ("python", "plot", "web", "torch", "transformers", "export")
TRIES = 4  # cells for a job that none has begun

log = logging.getLogger(__name__)


def cell_python() -> Path:
    """Return the interpreter of the cells: JIETI_CELL_PYTHON, else .venv-cell here."""
    return Path(os.environ.get("JIETI_CELL_PYTHON") or Path(".venv-cell", "bin", "python")).absolute()


class Host:
    """Starts a zygote per image when first needed, and again whenever one has died."""

    backend = "bwrap"  # what confines here, for operators to read
    waiting = "zygote"  # what waits for jobs
    holders: Mapping[str, str] = {}  # see sandbox.backend

    def __init__(
        self, cell_python: Path, images: Iterable[str] = IMAGES, devices: Sequence[Device] | None = None
    ) -> None:
        """`devices`: what jobs for a device get; every GPU of this machine if not given."""
        self.python = Path(cell_python)
        self.images = tuple(images)
        self.devices = devices
        self._begin()

    def _begin(self) -> None:
        self.cgroups = cgroup.find()
        self._zygotes: dict[str, Zygote] = {}
        self._locks = {image: threading.Lock() for image in self.images}
        self._pool: Pool | None = None
        self._pool_lock = threading.Lock()
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def version(self) -> str:
        """Return which bwrap this is. Raises sandbox.bwrap.NoBwrap."""
        return f"bwrap {'.'.join(map(str, bwrap.find().version))}"

    def remedy(self, detail: str) -> str:
        """Return what an operator does about a cell that could not be made, with this detail."""
        if "NoBwrap" in detail:
            return remedies.NO_BWRAP
        if not self.python.exists() or "CalledProcessError" in detail:
            return remedies.no_interpreter(self.python)
        return "\n".join(remedies.obstacles(detail)) or remedies.NONE_KNOWN

    def warm(self, image: str) -> Zygote:
        """Return the image's zygote, started if need be. Raises sandbox.zygote.Dead where that is not
        possible.
        """
        self._begin_again_after_fork()
        if image not in self._locks:
            raise Dead(f"this host has no image {image!r}")
        with self._locks[image]:
            zygote = self._zygotes.get(image)
            if zygote is None or not zygote.alive():
                if zygote is not None:
                    zygote.close()
                zygote = self._zygotes[image] = Zygote(self.python, image, self.cgroups)
            return zygote

    def run(self, job: Job) -> Report:
        """Run `job` to its end and return what became of it. Blocks; never raises for what the program did."""
        check_names(job)
        began = time.monotonic()
        try:
            if job.device != "cpu":
                return self._run_on_device(job)
            zygote = self.warm(job.image)
            warm = time.monotonic()
            report = self._deliver(zygote, job)
            ended = time.monotonic()
        except (Dead, wire.Broken, OSError) as error:
            return Report(Status.INTERNAL, detail=f"{type(error).__name__}: {error}")
        ours = {"warm": (warm - began) * 1e3, "total": (ended - warm) * 1e3}
        return replace(report, timings={**report.timings, **ours})

    def pool(self) -> Pool:
        """Return this host's devices, found when first asked for."""
        self._begin_again_after_fork()
        with self._pool_lock:
            if self._pool is None:
                given = (self.devices or (), "this host has been given no device")
                devices, why_none = cuda.find() if self.devices is None else given
                self._pool = Pool(devices, self.python, self.cgroups, why_none)
            return self._pool

    def _run_on_device(self, job: Job) -> Report:
        if job.image not in self.images:
            raise Dead(f"this host has no image {job.image!r}")
        return self.pool().run(job)

    def _begin_again_after_fork(self) -> None:
        if os.getpid() != self._owner:
            self._begin()  # what there was belongs to our parent

    def _deliver(self, zygote: Zygote, job: Job) -> Report:
        """Run a job with the first cell that takes it. One that died waiting, perhaps because its zygote is dying,
        has not begun with it.
        """
        late = time.monotonic() + exchange.START_S
        for _ in range(TRIES - 1):
            try:
                report = self._run(zygote, job)
                if not never_started(report) or time.monotonic() > late:
                    return report
                why: object = report.detail
            except (wire.Unread, Dead) as error:
                why = error
                zygote.settle()
            log.warning("a cell died before its job: %s", why)
            zygote = self.warm(job.image)
        return self._run(zygote, job)

    def _run(self, zygote: Zygote, job: Job) -> Report:
        cell, ended_well = zygote.take(), False
        try:
            report = self._ask(zygote, cell, job)
            ended_well = report.status is Status.OK
            return report
        finally:
            if ended_well:
                zygote.give_back(cell)
            else:
                cell.close()  # and that is the end of its warden

    @staticmethod
    def _ask(zygote: Zygote, cell: Cell, job: Job) -> Report:
        latest = exchange.deadline(job.limits)
        try:
            cell.begin(job)
            zygote.prepare()  # while this job runs
            return cell.report(job, latest)
        except wire.Unread as error:
            raise wire.Unread(f"{error}; zygote: {zygote.said()}") from error
        except wire.Broken as error:
            zygote.settle()
            return Report(Status.INTERNAL, detail=f"{error}; zygote: {zygote.said()}")

    def close(self) -> None:
        """End every zygote, and with it every job."""
        if os.getpid() != self._owner:
            return
        with self._pool_lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.close()
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes = {}
        self.cgroups.close()


def check_names(job: Job) -> None:
    """Raise ValueError for a file name that is not one component, or one folder and one component."""
    for name in job.files:
        parts = name.split("/")
        if len(parts) > 2 or any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise ValueError(f"not a file name for a cell: {name!r}")
