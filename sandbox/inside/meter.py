"""What a cell has used so far: from its cgroup's files where the host passed them, else by walking the cell's
own /proc.
"""

import os
import resource
import time
from typing import Protocol

LEARNER = 2  # the number of the learner's process in its cell
TICKS = os.sysconf("SC_CLK_TCK")
EXACT_S = 0.1  # how often the exact count of memory is worth its price
FREE_SOCKETS = 64  # more than honest programs have
SOCKET = 1 << 20  # what the kernel may hold for one more: both buffers at their largest, and filters


class Meter(Protocol):
    """Sums over everything in the cell but the warden. CPU in seconds, memory in bytes."""

    def ended(self, cpu: float) -> None:
        """The learner's process has ended, and was not the warden's to wait for; it has used `cpu` altogether."""

    def cpu(self) -> float:
        """CPU time used."""

    def memory(self) -> int:
        """Memory in use now."""

    def peak(self) -> int:
        """The most memory ever in use."""

    def too_much(self, limit: int) -> bool:
        """Whether the memory limit is broken, and nobody but us will do anything about it."""

    def killed(self) -> bool:
        """Whether the kernel has killed something here for memory."""

    def crowded(self, limit: int) -> bool:
        """Whether the limit on processes was hit."""


def _field(text: str, name: str) -> int:
    for line in text.splitlines():
        key, _, value = line.replace(":", " ").partition(" ")
        if key == name:
            return int(value.split()[0])
    return 0


def _said(pid: int, file: str) -> str:
    """Return what the kernel says of a process; nothing if it has ended."""
    try:
        with open(f"/proc/{pid}/{file}", errors="replace") as text:
            return text.read()
    except OSError:
        return ""


class CgroupMeter:
    """Reads a cgroup's files (version 1 or 2) through descriptors that the host opened; here they have no names. The
    warden is not in it.
    """

    def __init__(self, files: dict[str, int]) -> None:
        self.files = files

    def _read(self, name: str) -> str:
        return os.pread(self.files[name], 4096, 0).decode()

    def ended(self, cpu: float) -> None:
        """See Meter: counted already."""

    def cpu(self) -> float:
        """See Meter."""
        if "cpu.stat" in self.files:
            return _field(self._read("cpu.stat"), "usage_usec") / 1e6
        return int(self._read("cpuacct.usage")) / 1e9

    def memory(self) -> int:
        """See Meter."""
        return int(self._read("memory"))

    def peak(self) -> int:
        """See Meter; what is charged now where the kernel keeps no peak."""
        return int(self._read("peak")) if "peak" in self.files else self.memory()

    def too_much(self, limit: int) -> bool:
        """Never: the kernel sees to it."""
        return False

    def killed(self) -> bool:
        """See Meter."""
        return _field(self._read("oom"), "oom_kill") > 0

    def crowded(self, limit: int) -> bool:
        """See Meter."""
        return "pids.events" in self.files and _field(self._read("pids.events"), "max") > 0


class Heritage:
    """What a learner's process inherits, by the zygote's own files: pages that are nobody's until they are written
    to.
    """

    def __init__(self, status: int, shares: int) -> None:
        self.status, self.shares = status, shares

    def size(self) -> int:
        """Return the bytes of all of it."""
        return _resident(os.pread(self.status, 4096, 0).decode(errors="replace"))

    def share(self) -> int:
        """Return what it comes to where each page is divided among all who have it."""
        return _share(os.pread(self.shares, 4096, 0).decode())


def _resident(status: str) -> int:
    return (_field(status, "RssAnon") + _field(status, "RssShmem")) * 1024


def _share(rollup: str) -> int:
    return (_field(rollup, "Pss_Anon") + _field(rollup, "Pss_Shmem")) * 1024


def _buried() -> float:
    """Return the CPU time of those that we have waited for, and of those that they have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class WalkingMeter:
    """Samples every process of the cell's PID namespace.

    Blind between two samples, and to the CPU time of children that a process has the kernel bury; the wall clock and
    the limits per process are the net below it. Memory is what the cell has beyond the pages it inherited from the
    zygote, its files included. Those pages are taken off once, not once a process: a process that has let go of them
    must gain nothing. What sockets hold is nobody's page, so each beyond a few counts as full.
    """

    def __init__(self, work: int, heritage: Heritage, sockets: int) -> None:
        """`work`: the work folder; `sockets`: what /proc/net/sockstat is in the cell."""
        self.work = work
        self.heritage = heritage
        self.inherited = heritage.size()
        self.sockets = sockets
        self.earlier = _buried()
        self.highest = 0
        self.most_tasks = 0
        self.most_cpu = 0.0
        self.others = 0.0  # what those but the learner's process itself had used at the last look
        self.gone = 0.0
        self.next_exact = 0.0

    @staticmethod
    def _pids() -> list[int]:
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]

    def ended(self, cpu: float) -> None:
        """See Meter. Who was alive then has been killed, and of some the kernel has not told us what they had used."""
        self.gone = cpu + max(0.0, self.others - (_buried() - self.earlier))

    def cpu(self) -> float:
        """See Meter: of all that live and all that were reaped."""
        used: dict[int, float] = {}
        tasks = 0
        for pid in self._pids():
            if fields := self._stat(pid):
                own, waited_for = (sum(map(int, fields[place : place + 2])) / TICKS for place in (11, 13))
                used[pid] = max(own, self._first_thread(pid)) + waited_for
                tasks += int(fields[17])
        alive = sum(used.values())
        self.others = alive - used.get(LEARNER, 0.0)
        self.most_tasks = max(self.most_tasks, tasks)
        self.most_cpu = max(self.most_cpu, self.gone + _buried() - self.earlier + alive)
        return self.most_cpu

    @staticmethod
    def _first_thread(pid: int) -> float:
        """Return the CPU time of a process's first thread, where the kernel tells it more finely than in ticks."""
        return int((_said(pid, "schedstat") or "0").split()[0]) / 1e9

    @staticmethod
    def _stat(pid: int) -> list[str]:
        return _said(pid, "stat").rpartition(")")[2].split()

    def _held(self) -> int:
        """Return what belongs to no process: files and sockets."""
        space = os.fstatvfs(self.work)
        sockets = _field(os.pread(self.sockets, 4096, 0).decode().replace("used ", ""), "sockets")
        return (space.f_blocks - space.f_bfree) * space.f_frsize + max(0, sockets - FREE_SOCKETS) * SOCKET

    def memory(self) -> int:
        """See Meter; cheap, and too high where processes share pages."""
        pids = self._pids()
        rough = self._held() + max(0, sum(self._resident(pid) for pid in pids) - self.inherited)
        if len(pids) == 1:
            self.highest = max(self.highest, rough)
        return rough

    @staticmethod
    def _resident(pid: int) -> int:
        return _resident(_said(pid, "status"))

    def too_much(self, limit: int) -> bool:
        """See Meter: asks the exact count only when the cheap one is over the limit."""
        if self._held() > limit:
            return True
        if self.memory() <= limit or time.monotonic() < self.next_exact:
            return False
        exact = self._exact()
        self.next_exact = time.monotonic() + EXACT_S
        self.highest = max(self.highest, exact)
        return exact > limit

    def _exact(self) -> int:
        """Proportional shares: a page that three processes map counts a third for each."""
        shares = [self._share(pid) for pid in self._pids()]
        ours = min(self.heritage.share() * len(shares), self.inherited)
        return self._held() + max(0, sum(shares) - ours)

    @staticmethod
    def _share(pid: int) -> int:
        return _share(_said(pid, "smaps_rollup"))

    def peak(self) -> int:
        """See Meter: the highest sample."""
        return self.highest

    def killed(self) -> bool:
        """Never: nobody kills here but the warden."""
        return False

    def crowded(self, limit: int) -> bool:
        """See Meter: by the samples of `cpu`."""
        return self.most_tasks >= limit * 3 // 4  # forks under way count for the limit and are not seen
