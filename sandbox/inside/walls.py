"""Who builds the walls of a cell: we do, out of namespaces, or a container engine has done it before we start."""

import os
from typing import Any, Protocol

from sandbox.inside import birth, confine, kernel, meter


class Walls(Protocol):
    """The warden's half of a cell."""

    def build(self) -> None:
        """Make the walls, before the job is known."""

    def leave(self) -> bool:
        """Let go of the walls, behind which nobody is left; return whether others can be built."""

    def fit(self, limits: dict[str, Any]) -> None:
        """Give the work folder the job's limits."""

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """Return what measures the cell. `files`: the control group's, as descriptors; `work`: the work folder's."""

    def bear(self, pipes: list[int], joins: list[int]) -> birth.Child:
        """Have a learner's process made. `pipes`: see learner.main; `joins`: of the cell's control groups."""


class Namespaces:
    """Walls that we build ourselves, for one job after another."""

    def __init__(self, zygote: birth.Zygote, heritage: meter.Heritage) -> None:
        """In the process whose mounts a warden returns to."""
        self.zygote = zygote
        self.heritage = heritage
        self.home = _own("ns/mnt")
        self.spaces: list[int] = []

    def build(self) -> None:
        """See Walls. What is asked of /proc is asked here: later it is the job's."""
        confine.own_system()
        self.spaces = [confine.own_processes(), _own("ns/mnt"), _own("ns/net")]
        self.sockets = _own("net/sockstat")

    def leave(self) -> bool:
        """See Walls."""
        kernel.setns(self.home, kernel.CLONE_NEWNS)
        for fd in (*self.spaces, self.sockets):
            os.close(fd)
        return True

    def fit(self, limits: dict[str, Any]) -> None:
        """See Walls."""
        confine.resize(limits)

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """See Walls."""
        return meter.CgroupMeter(files) if files else meter.WalkingMeter(work, self.heritage, self.sockets)

    def bear(self, pipes: list[int], joins: list[int]) -> birth.Child:
        """See Walls."""
        return self.zygote.bear([*self.spaces, *pipes, *joins])


def _own(file: str) -> int:
    return os.open(f"/proc/self/{file}", os.O_RDONLY)
