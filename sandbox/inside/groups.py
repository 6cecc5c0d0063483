"""The control groups of the container we are in, as its engine shows them to us: read-only, version 1 or 2."""

import os
import time
from pathlib import Path

from sandbox.inside.meter import CgroupMeter

ROOT = Path("/sys/fs/cgroup")
UNLIMITED = 1 << 60
VERSION_2 = {
    "cpu.stat": "cpu.stat",
    "memory": "memory.current",
    "memory.stat": "memory.stat",
    "memory.max": "memory.max",
    "peak": "memory.peak",
    "oom": "memory.events",
    "pids.events": "pids.events",
    "pids.max": "pids.max",
}
VERSION_1 = {
    "cpuacct.usage": "cpuacct/cpuacct.usage",
    "memory": "memory/memory.usage_in_bytes",
    "memory.stat": "memory/memory.stat",
    "memory.max": "memory/memory.limit_in_bytes",
    "peak": "memory/memory.max_usage_in_bytes",
    "oom": "memory/memory.oom_control",
    "pids.events": "pids/pids.events",
    "pids.max": "pids/pids.max",
}


def version() -> str:
    """Return which version the engine uses."""
    return "cgroup v2" if (ROOT / "cgroup.controllers").exists() else "cgroup v1"


def opened() -> dict[str, int]:
    """Return descriptors by role, for those that are there."""
    found = {}
    for role, name in (VERSION_2 if version() == "cgroup v2" else VERSION_1).items():
        try:
            found[role] = os.open(ROOT / name, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # memory.peak is younger than version 2
    return found


def bounded(files: dict[str, int], role: str) -> bool:
    """Whether the engine holds this limit."""
    if role not in files:
        return False
    text = os.pread(files[role], 64, 0).decode().strip()
    return text != "max" and int(text) < UNLIMITED


def charged(files: dict[str, int]) -> int:
    """Return the bytes that cannot be given back: all that is charged but the pages of files."""
    return ContainerMeter(files).memory()


class ContainerMeter(CgroupMeter):
    """Reads the container's own groups.

    They also hold the pages of the files that were read here first, libraries above all, which the kernel takes back
    when it needs them: those do not count.
    """

    def __init__(self, files: dict[str, int]) -> None:
        super().__init__(files)
        self.highest = 0
        self.first_cache = self._cache()
        self.first_peak = super().peak()

    def _cache(self) -> int:
        said = dict(line.split() for line in self._read("memory.stat").splitlines())
        prefix = "total_" if "total_inactive_file" in said else ""
        return sum(int(said[f"{prefix}{kind}_file"]) for kind in ("inactive", "active"))

    def cpu(self) -> float:
        """See Meter: here the warden is in the group."""
        return super().cpu() - time.process_time()

    def memory(self) -> int:
        """See Meter."""
        now = max(0, super().memory() - self._cache())
        self.highest = max(self.highest, now)
        return now

    def peak(self) -> int:
        """See Meter: the kernel's, where it has risen since the start (importing may have taken more); else our own."""
        self.memory()
        whole = super().peak()
        return max(self.highest, whole - self.first_cache if whole > self.first_peak else 0)

    def too_much(self, limit: int) -> bool:
        """Never: the kernel sees to it. We are asked often, and look at the memory meanwhile."""
        self.memory()
        return False
