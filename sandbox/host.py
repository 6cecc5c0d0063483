"""Host: runs jobs in cells on this machine. One per worker process, shared by its threads."""

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sandbox import cgroup, wire
from sandbox.contract import MIB, Answer, Job, Report, Status
from sandbox.text import clean
from sandbox.zygote import Dead, Zygote

IMAGES = ("python", "torch", "transformers")
START_S = 20.0  # for our own part: fork, namespaces, mounts, on a busy machine
GRACE_S = 10.0  # what a warden may take beyond its job's wall clock before we give it up


def cell_python() -> Path:
    """Return the interpreter of the cells: JIETI_CELL_PYTHON, else .venv-cell here."""
    return Path(os.environ.get("JIETI_CELL_PYTHON") or Path(".venv-cell", "bin", "python")).absolute()


class Host:
    """Starts a zygote per image when first needed, and again whenever one has died."""

    def __init__(self, cell_python: Path, images: Iterable[str] = IMAGES) -> None:
        self.python = Path(cell_python)
        self.images = tuple(images)
        self._begin()

    def _begin(self) -> None:
        self.cgroups = cgroup.find()
        self._zygotes: dict[str, Zygote] = {}
        self._locks = {image: threading.Lock() for image in self.images}
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self, image: str) -> Zygote:
        """Return the image's zygote, started if need be. Raises sandbox.zygote.Dead where that is not
        possible.
        """
        if os.getpid() != self._owner:
            self._begin()  # after a fork, what there was belongs to our parent
        if image not in self._locks:
            raise Dead(f"this host has no image {image!r}")
        with self._locks[image]:
            zygote = self._zygotes.get(image)
            if zygote is None or not zygote.alive():
                if zygote is not None:
                    zygote.close()
                zygote = self._zygotes[image] = Zygote(self.python, image)
            return zygote

    def run(self, job: Job) -> Report:
        """Run `job` to its end and return what became of it. Blocks; never raises for what the program did."""
        check_names(job)
        began = time.monotonic()
        try:
            zygote = self.warm(job.image)
            warm = time.monotonic()
            report = self._run(zygote, job)
            ended = time.monotonic()
            zygote.prepare()
        except (Dead, wire.Broken, OSError) as error:
            return Report(Status.INTERNAL, detail=f"{type(error).__name__}: {error}")
        ours = {"warm": (warm - began) * 1e3, "total": (ended - warm) * 1e3}
        return replace(report, timings={**report.timings, **ours})

    def _run(self, zygote: Zygote, job: Job) -> Report:
        limits = job.limits
        with zygote.fork() as sock, self.cgroups.group(limits) as group:
            sock.settimeout(START_S)
            meta = {
                "harness": job.harness,
                "files": list(job.files),
                "limits": {**asdict(limits), **group.limits},
                "descriptors": list(group.files),
                "start_s": START_S,
            }
            payloads = [job.request.header, job.request.blob, *job.files.values()]
            deadline = time.monotonic() + START_S + limits.wall_s + GRACE_S
            try:
                wire.send(sock, meta, payloads, list(group.files.values()))
                answer, parts = wire.receive(sock, deadline, 2 * limits.output + limits.answer + MIB)
            except wire.Broken as error:
                if group.out_of_memory():  # the kernel chose the warden
                    return Report(Status.MEMORY, limit="memory", detail="the kernel killed the cell")
                zygote.settle()
                return Report(Status.INTERNAL, detail=f"{error}; zygote: {zygote.said()}")
        return _report(answer, parts)

    def close(self) -> None:
        """End every zygote, and with it every job."""
        if os.getpid() != self._owner:
            return
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


def _report(answer: dict[str, Any], parts: list[bytes]) -> Report:
    stdout, stderr, *frame = parts
    return Report(
        status=Status(answer["status"]),
        answer=Answer(*frame) if frame else None,
        limit=answer["limit"],
        detail=answer["detail"],
        stdout=clean(stdout),
        stderr=clean(stderr),
        exit_code=answer["exit_code"],
        signal=answer["signal"],
        wall_ms=answer["wall_ms"],
        cpu_ms=answer["cpu_ms"],
        peak_mb=answer["peak_mb"],
        timings=answer["timings"],
    )
