"""A warm container: made, started and imported ahead, it does one job and is gone."""

import functools
import hashlib
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sandbox import engine, exchange, wire
from sandbox.cgroup import OVERHEAD
from sandbox.contract import Job, Limits, Report, Status
from sandbox.engine import Attached, Engine, EngineError
from sandbox.zygote import Dead

READY_S = 180.0
INSIDE = Path(__file__).resolve().parent / "inside"
NOBODY = range(65000, 65533)  # uids that Debian gives to nobody; one's own, for what the kernel counts by uid
OTHER_SOURCES = "the cell image was built from another sandbox/inside than this one: run `make cell-image`"
# The number of processes is the container's limit: what the kernel counts by uid may be other containers' too.
LIMITS = {"spare_processes": 1 << 20, "address_space": 0}


@dataclass(frozen=True)
class Kind:
    """What a container is made for, since it cannot be changed later."""

    image: str
    disk: int
    inodes: int
    processes: int
    device: str = "cpu"

    @classmethod
    def of(cls, image: str, limits: Limits, device: str = "cpu") -> Self:
        """Return the kind of container for such a job."""
        return cls(image, limits.disk, limits.inodes, limits.processes, device)


class Spare:
    """One container, for one job. The one who made it removes it, whatever has become of it."""

    def __init__(self, docker: Engine, picture: str, kind: Kind, owner: str, gpu: str = "") -> None:
        """Make it, and return when it has imported `kind.image`. `picture`: the Docker image. Raises Dead."""
        self.image = kind.image
        self.gone = False  # whether it has had its job, or never will
        self.facts: dict[str, Any] = {}
        self.attached: Attached | None = None
        self.id = ""
        self._client = docker.client()
        try:
            size = (kind.disk, kind.inodes, kind.processes)
            self.id = engine.create(self._client, picture, [kind.image], owner, random.choice(NOBODY), *size, gpu)
            self._start()
        except (wire.Broken, *EngineError) as error:
            said = self.attached.said() if self.attached else ""
            raise self._given_up(f"{type(error).__name__}: {error}" + (f": {said}" if said else "")) from error

    def _start(self) -> None:
        began = time.monotonic()
        self.attached = Attached(self._client, self.id)
        self._client.start(self.id)
        self.facts, _ = wire.receive(self.attached, began + READY_S, 0)
        if not self.facts["ready"]:
            raise self._given_up(str(self.facts["detail"]))
        if self.facts["sources"] != sources(INSIDE):
            raise self._given_up(OTHER_SOURCES)
        self.facts["ready_ms"] = (time.monotonic() - began) * 1e3
        self._memory = 0
        self._bound(Limits())
        wire.send(self.attached, exchange.birth(), [])

    def _given_up(self, detail: str) -> Dead:
        self.removed()
        return Dead(detail)

    def _bound(self, limits: Limits) -> None:
        """Have the engine hold the job's memory, on top of what the import has left behind."""
        most = int(self.facts["charged"]) + limits.memory + OVERHEAD
        if most != self._memory:
            self._client.update_container(self.id, mem_limit=most, memswap_limit=most)
            self._memory = most

    def waits(self) -> bool:
        """Whether it is still there, and waits for its job."""
        return self.attached is not None and self.attached.silent()

    def run(self, job: Job) -> Report:
        """Do `job`. Raises what the engine raises."""
        assert self.attached is not None
        self._bound(job.limits)
        deadline = exchange.deadline(job.limits)
        self.attached.settimeout(exchange.START_S)
        try:
            wire.send(self.attached, exchange.order(job, LIMITS), exchange.payloads(job))
            return exchange.report(*wire.receive(self.attached, deadline, exchange.most(job.limits)))
        except wire.Broken as error:
            return self._lost(error)

    def _lost(self, error: wire.Broken) -> Report:
        """Say why there is no report: the kernel chose the warden, or something of ours has failed."""
        assert self.attached is not None
        if self._client.inspect_container(self.id)["State"]["OOMKilled"]:
            return Report(Status.MEMORY, limit="memory", detail="the kernel killed the cell")
        return Report(Status.INTERNAL, detail=f"{error}; container: {self.attached.said()}")

    def removed(self) -> bool:
        """Take the container away, and whatever runs in it; return whether that could be done."""
        if self.attached:
            self.attached.close()
        try:
            if self.id:
                engine.remove(self._client, self.id)
        except EngineError:
            return False
        self._client.close()
        return True


@functools.cache
def sources(folder: Path) -> str:
    """Return a digest of the Python sources in `folder`, as inside/container.py tells it of its own; taken once."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
