"""Control groups, where this process may make them: version 2, version 1, or neither (then a cell's warden
samples).

The host makes a group for each cell, opens its files and hands the descriptors to the warden, which reads them, and has
the learner's process join by writing "0": no cgroup file system is mounted in a cell.
"""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Protocol

from sandbox.contract import MIB, Limits
from sandbox.remedies import in_container

OVERHEAD = 48 * MIB  # page tables, pages copied on write before the harness starts
# RLIMIT_NPROC lies this far above pids.max, so that it is the group that counts refusals. Forks under way count in the
# one and not yet in the other, and on a busy machine there are many.
SPARE_PROCESSES = 256
ROOT = Path("/sys/fs/cgroup")
PREFIX = "jieti-"
CONTROLLERS, ENABLE = {"memory", "pids"}, "+memory +pids"
CLOSE_S = 5.0


@dataclass
class Group:
    """What one cell is told: descriptors by role, and limits that depend on there being a group."""

    files: dict[str, int] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)

    def out_of_memory(self) -> bool:
        """Whether the kernel killed for memory here."""
        if "oom" not in self.files:
            return False
        lines = os.pread(self.files["oom"], 4096, 0).decode().splitlines()
        return any(line.split()[0] == "oom_kill" and line.split()[1] != "0" for line in lines)

    def take(self, limits: Limits) -> None:
        """Hold whoever is here already to the limits of a job that begins now, on top of what they have."""
        raise NotImplementedError


class NoGroup(Group):
    """Nothing but limits."""

    def take(self, limits: Limits) -> None:
        """See Group."""
        self.limits = {"spare_processes": 0, "address_space": 2 * limits.memory + 1024 * MIB}


class NoCgroups:
    """Neither version is ours to write: the warden samples, and the address space of each process is bounded."""

    name = "watcher"

    @contextmanager
    def group(self, limits: Limits) -> Iterator[Group]:
        """Yield a group that holds nothing."""
        group = NoGroup()
        group.take(limits)
        yield group

    def left(self) -> int:
        """Return how many groups there are."""
        return 0

    def close(self) -> None:
        """Nothing to remove."""


class Layout(Protocol):
    """Where the controllers lie and what their files are called."""

    name: str
    parents: tuple[Path, ...]
    tasks: str  # where the number of processes and threads is, "<n>/<file>"

    def settings(self, limits: Limits) -> Mapping[str, int]:
        """Return what to write where ("<n>/<file>", n: which of the parents)."""

    def roles(self) -> Mapping[str, str]:
        """Return which descriptor is what ("<n>/<file>")."""


class Version2:
    """One hierarchy."""

    name = "cgroup v2"
    tasks = "0/pids.current"

    def __init__(self, parent: Path) -> None:
        self.parents: tuple[Path, ...] = (parent,)

    def settings(self, limits: Limits) -> Mapping[str, int]:
        """See Layout."""
        return {
            "0/memory.max": limits.memory + OVERHEAD,
            "0/memory.swap.max": 0,
            "0/pids.max": limits.processes,
        }

    def roles(self) -> Mapping[str, str]:
        """See Layout."""
        return {
            "join": "0/cgroup.procs",
            "cpu.stat": "0/cpu.stat",
            "memory": "0/memory.current",
            "peak": "0/memory.peak",
            "oom": "0/memory.events",
            "pids.events": "0/pids.events",
        }


class Version1:
    """A hierarchy per controller: memory, cpuacct, pids."""

    name = "cgroup v1"
    tasks = "2/pids.current"

    def __init__(self, memory: Path, cpuacct: Path, pids: Path) -> None:
        self.parents: tuple[Path, ...] = (memory, cpuacct, pids)

    def settings(self, limits: Limits) -> Mapping[str, int]:
        """See Layout."""
        most = limits.memory + OVERHEAD
        return {
            "0/memory.limit_in_bytes": most,
            "0/memory.memsw.limit_in_bytes": most,
            "2/pids.max": limits.processes,
        }

    def roles(self) -> Mapping[str, str]:
        """See Layout."""
        return {
            "join0": "0/tasks",
            "join1": "1/tasks",
            "join2": "2/tasks",
            "cpuacct.usage": "1/cpuacct.usage",
            "memory": "0/memory.usage_in_bytes",
            "peak": "0/memory.max_usage_in_bytes",
            "oom": "0/memory.oom_control",
            "pids.events": "2/pids.events",
        }


class KernelGroup(Group):
    """A folder in each hierarchy."""

    def __init__(self, layout: Layout, folders: list[Path]) -> None:
        super().__init__(limits={"spare_processes": SPARE_PROCESSES, "address_space": 0})
        self.layout = layout
        self.folders = folders

    def make(self, limits: Limits) -> None:
        """Make the folders, set the limits, open the files."""
        for folder in self.folders:
            folder.mkdir()
        self._set(limits)
        for role, place in self.layout.roles().items():
            if (fd := self._open(place, role)) is not None:
                self.files[role] = fd

    def take(self, limits: Limits) -> None:
        """See Group."""
        charged = int(os.pread(self.files["memory"], 64, 0))
        tasks = int(Path(self._file(self.layout.tasks)).read_text())
        ours = max(0, tasks - 1)  # one is the learner's, if it is here yet
        self._set(replace(limits, memory=limits.memory + charged, processes=limits.processes + ours))

    def _set(self, limits: Limits) -> None:
        settings = [(self._file(place), str(value)) for place, value in self.layout.settings(limits).items()]
        try:
            for path, value in settings:
                _write(path, value)
        except OSError:  # version 1: memory may never be allowed more than memory and swap together
            for path, value in reversed(settings):
                _write(path, value)

    def _file(self, place: str) -> str:
        number, _, name = place.partition("/")
        return f"{self.folders[int(number)]}/{name}"

    def _open(self, place: str, role: str) -> int | None:
        try:
            return os.open(self._file(place), os.O_WRONLY if role.startswith("join") else os.O_RDONLY)
        except FileNotFoundError:
            return None  # memory.peak is younger than version 2


def _write(path: str, value: str) -> None:
    try:
        fd = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return  # swap accounting is optional
    try:
        os.write(fd, value.encode())
    finally:
        os.close(fd)


class Cgroups:
    """Makes a group a cell below one folder of this process, and removes what has become empty."""

    def __init__(self, layout: Layout) -> None:
        self.name = layout.name
        self.layout = layout
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._ended: list[Path] = []
        self._owner = os.getpid()

    @contextmanager
    def group(self, limits: Limits) -> Iterator[Group]:
        """Yield a new group under `limits`."""
        number = str(next(self._numbers))
        group = KernelGroup(self.layout, [parent / number for parent in self.layout.parents])
        try:
            group.make(limits)
            yield group
        finally:
            for fd in group.files.values():
                os.close(fd)
            self._remove(group.folders)

    def _remove(self, folders: list[Path]) -> None:
        if os.getpid() != self._owner:
            return  # after a fork they are our parent's, and so is who holds the lock
        with self._lock:
            self._ended += folders
            self._ended = [folder for folder in self._ended if not _gone(folder)]

    def left(self) -> int:
        """Try again to remove what has ended; return how many groups there still are."""
        self._remove([])
        return sum(entry.is_dir() for parent in self.layout.parents for entry in parent.glob("*"))

    def close(self) -> None:
        """Remove everything, the parents last."""
        deadline = time.monotonic() + CLOSE_S
        while self.left() and time.monotonic() < deadline:
            time.sleep(0.01)
        for parent in self.layout.parents:
            _gone(parent)


def _gone(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def find() -> Cgroups | NoCgroups:
    """Return the best that this process may use. JIETI_CGROUP names a delegated version 2 folder."""
    for attempt in (_version2, _version1):
        try:
            return Cgroups(attempt())
        except (OSError, KeyError):
            continue
    return NoCgroups()


def _own() -> dict[str, str]:
    """Return this process's group by controller; version 2's has the empty name."""
    own = {}
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        own.update(dict.fromkeys(controllers.split(","), path))
    return own


def _parent(base: Path) -> Path:
    """Make this process's folder below `base`, and remove those of processes that are no more."""
    for other in base.glob(f"{PREFIX}*"):
        if not Path("/proc", other.name.removeprefix(PREFIX).partition("-")[0]).exists():
            for part in other.iterdir():
                if part.is_dir():
                    _gone(part)
            _gone(other)
    for number in count():
        folder = base / f"{PREFIX}{os.getpid()}-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError("count() never ends")


def _version2() -> Layout:
    base, ours = _delegated()
    if not CONTROLLERS <= set((base / "cgroup.controllers").read_text().split()):
        raise OSError("no memory and pids controllers here")
    _enable(base, ours)
    parent = _parent(base)
    (parent / "cgroup.subtree_control").write_text(ENABLE)
    return Version2(parent)


def _delegated() -> tuple[Path, bool]:
    """Return the folder to make groups in, and whether the processes in it are ours to move."""
    if named := os.environ.get("JIETI_CGROUP"):
        return Path(named), True
    own = ROOT / _own()[""].lstrip("/")
    for attribute in ("user.delegate", "trusted.delegate"):  # how systemd marks what it has handed over
        with suppress(OSError):
            if os.getxattr(own, attribute) == b"1":
                return own, True
    return ROOT, in_container()


def _enable(base: Path, ours: bool) -> None:
    """Let groups below `base` have limits. Such a group may hold no process itself, so ours move down first."""
    control = base / "cgroup.subtree_control"
    if CONTROLLERS <= set(control.read_text().split()):
        return
    if ours:
        host = base / "host"
        host.mkdir(exist_ok=True)
        for pid in (base / "cgroup.procs").read_text().split():
            (host / "cgroup.procs").write_text(pid)
    control.write_text(ENABLE)


def _version1() -> Layout:
    own = _own()
    return Version1(*(_parent(_folder(name, own[name])) for name in ("memory", "cpuacct", "pids")))


def _folder(controller: str, path: str) -> Path:
    """Return this process's own folder; in a container only the mount's root may be there."""
    mounted = ROOT / controller
    own = mounted / path.lstrip("/")
    return own if own.is_dir() else mounted
