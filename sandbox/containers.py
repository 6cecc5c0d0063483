"""Containers: runs jobs in warm single-use containers of a Docker Engine, with the interface of sandbox.host.Host.

    Containers (the worker)                     asks the engine, sends jobs over an attached stream, believes no length
     └ Docker Engine                            no network, read-only root, no capabilities, limits; one container a job
        └ warden, process 1 (inside/container)  has imported everything, waits for one job, holds the limits, reports
           └ learner's process, of the same uid seccomp, rlimits, four descriptors; a fork of the warden

A spare waits for each image that has been used; a job takes it, and another is made when the job has ended.
"""

import os
import queue
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from sandbox import engine, owner, remedies, wire
from sandbox.container import OTHER_SOURCES, Kind, Spare
from sandbox.contract import Job, Limits, Report, Status
from sandbox.engine import Engine, EngineError
from sandbox.host import IMAGES, check_names
from sandbox.zygote import Dead

PICTURE = "jieti-cell"
NO_ANSWER = "no Docker Engine answers"
AT_ONCE = 4  # containers made or removed in the background


@dataclass
class EngineGroups:
    """Who counts: the engine's control groups, of which a host knows only what a container has told."""

    name: str = "Docker"


def cell_picture() -> str:
    """Return the name of the Docker image of the cells: JIETI_CELL_IMAGE, else what `make cell-image` makes."""
    return os.environ.get("JIETI_CELL_IMAGE") or PICTURE


def cell_gpus() -> list[str]:
    """Return the GPUs of the engine's machine that cells may use: JIETI_CELL_GPUS, ids with commas between."""
    return [gpu for gpu in os.environ.get("JIETI_CELL_GPUS", "").split(",") if gpu]


class Containers:
    """Keeps a spare of each image used, and makes any other container when a job needs it. One per worker process."""

    backend = "Docker"
    waiting = "container"
    holders: Mapping[str, str] = {
        "processes": "{memory}",
        "network": "no network, seccomp",
        "files": "read-only root, image",
        "environment": "engine, warden",
        "privileges": "no capabilities, no_new_privs, seccomp",
    }

    def __init__(
        self,
        picture: str = "",
        images: Iterable[str] = IMAGES,
        gpus: Iterable[str] | None = None,
        address: str = "",
    ) -> None:
        """`picture`: the Docker image, if not the usual; `gpus`: devices for jobs that ask for one, if not those that
        JIETI_CELL_GPUS names; `address`: the engine's, if not that of the environment.
        """
        self.picture = picture or cell_picture()
        self.images = tuple(images)
        self.gpus = tuple(cell_gpus() if gpus is None else gpus)
        self.address = address
        self._begin()

    def _begin(self) -> None:
        self.cgroups = EngineGroups()
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._engine: Engine | None = None
        self._stock: dict[Kind, Future[Spare]] = {}
        self._here: set[Spare] = set()  # all that may still have a container
        self._free: queue.SimpleQueue[str] = queue.SimpleQueue()
        for gpu in self.gpus:
            self._free.put(gpu)
        self._behind = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="containers")
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def version(self) -> str:
        """Return which engine this is. Raises sandbox.zygote.Dead where none answers."""
        facts = self.connected().facts
        return f"Docker Engine {facts['Version']} (Linux {facts['KernelVersion']})"

    def remedy(self, detail: str) -> str:
        """Return what an operator does about a container that could not be made, with this detail."""
        if NO_ANSWER in detail:
            return remedies.NO_ENGINE
        if "ImageNotFound" in detail or OTHER_SOURCES in detail:
            return remedies.NO_PICTURE
        return remedies.UNWALLED if "Unwalled" in detail else remedies.NONE_KNOWN

    def connected(self) -> Engine:
        """Return the engine, after what dead workers have left there was removed once. Raises Dead."""
        if os.getpid() != self._owner:
            self._begin()  # after a fork, what there was belongs to our parent
        with self._lock:
            if self._engine is None:
                try:
                    self._engine = Engine(self.address)
                    sweep(self._engine)
                except EngineError as error:
                    self._engine = None
                    raise Dead(f"{NO_ANSWER}: {type(error).__name__}: {error}") from error
            return self._engine

    def warm(self, image: str) -> Spare:
        """Return the image's spare, made if need be. Raises sandbox.zygote.Dead where that is not possible."""
        self.connected()
        if image not in self.images:
            raise Dead(f"this host has no image {image!r}")
        kind = Kind.of(image, Limits())
        spare = self._order(kind).result()
        if not spare.waits():  # its engine was started anew, say
            with self._lock:
                del self._stock[kind]
            self._dismiss(spare)
            spare = self._order(kind).result()
        return spare

    def run(self, job: Job) -> Report:
        """Run `job` to its end and return what became of it. Blocks; never raises for what the program did."""
        check_names(job)
        began = time.monotonic()
        try:
            with self._spare(job) as spare:
                warm = time.monotonic()
                report = spare.run(job)
                ended = time.monotonic()
        except (Dead, wire.Broken, CancelledError, *EngineError) as error:
            return Report(Status.INTERNAL, detail=f"{type(error).__name__}: {error}")
        ours = {"warm": (warm - began) * 1e3, "total": (ended - warm) * 1e3}
        return replace(report, timings={**report.timings, **ours})

    @contextmanager
    def _spare(self, job: Job) -> Iterator[Spare]:
        """Yield a container for `job`, alone with a GPU if it asks for one; afterwards have it removed and replaced."""
        self.connected()
        if job.image not in self.images:
            raise Dead(f"this host has no image {job.image!r}")
        if job.device != "cpu" and not self.gpus:
            raise Dead("this host has no GPU for its containers")
        gpu = self._free.get() if job.device != "cpu" else ""
        kind = Kind.of(job.image, job.limits, job.device)
        try:
            spare = self._waiting(kind) or self._make(kind, gpu)
            try:
                yield spare
            finally:
                self._dismiss(spare)
        finally:
            if gpu:
                self._free.put(gpu)
            if kind == Kind.of(job.image, Limits()):
                self._order(kind)

    def spares(self) -> list[Spare]:
        """Return those that wait for a job now."""
        with self._lock:
            ready = [future for future in self._stock.values() if future.done() and not future.exception()]
        return [future.result() for future in ready]

    def _waiting(self, kind: Kind) -> Spare | None:
        """Return the spare of `kind`, ready or nearly so, if there is one."""
        with self._lock:
            future = self._stock.pop(kind, None)
        if future is None:
            return None
        spare = future.result()
        if spare.waits():
            return spare
        self._dismiss(spare)
        return None

    def _order(self, kind: Kind) -> "Future[Spare]":
        """Have a spare of `kind` made, unless there is one."""
        with self._lock:
            known = self._stock.get(kind)
            if known is None or (known.done() and known.exception()):
                if self._closed:
                    raise Dead("this host is closed")
                known = self._stock[kind] = self._behind.submit(self._make, kind)
            return known

    def _make(self, kind: Kind, gpu: str = "") -> Spare:
        spare = Spare(self.connected(), self.picture, kind, owner.own(), gpu)
        self.cgroups.name = f"Docker ({spare.facts['control']})"
        with self._lock:
            if not self._closed:
                self._here.add(spare)
                return spare
        spare.removed()  # it took so long that nobody waits for it any more
        raise Dead("this host is closed")

    def _dismiss(self, spare: Spare) -> None:
        """Have it removed; the engine may be away, so try again with those that could not be."""
        with self._lock:
            if not self._closed:
                self._behind.submit(self._remove, spare)

    def _remove(self, spare: Spare) -> None:
        spare.gone = True
        with self._lock:
            left = [one for one in self._here if one.gone]
        for one in left:
            if one.removed():
                with self._lock:
                    self._here.discard(one)

    def close(self) -> None:
        """Remove every container, and with it every job."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._closed = True
        self._behind.shutdown(cancel_futures=True)
        with self._lock:
            self._stock = {}
            for spare in self._here:
                spare.removed()
            self._here = set()


def sweep(docker: Engine) -> int:
    """Remove the containers of workers that are no more; return how many."""
    count = 0
    with docker.client() as client:
        for found in client.containers(all=True, filters={"label": engine.LABEL}):
            if owner.left_behind(found["Labels"][engine.LABEL], found["State"], float(found["Created"])):
                count += engine.remove(client, found["Id"])
    return count
