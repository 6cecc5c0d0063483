"""Who builds the walls of a cell: we do, out of namespaces, or a container engine has done it before we start."""

import os
from typing import Any, Protocol

from sandbox.inside import birth, confine, meter


class Walls(Protocol):
    """The warden's half of a cell."""

    def build(self) -> None:
        """Make the walls, before the job is known."""

    def fit(self, limits: dict[str, Any]) -> None:
        """Give the work folder the job's limits."""

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """Return what measures the cell. `files`: descriptors that came with the job; `work`: the work folder's."""

    def bear(self, pipes: list[int], joins: list[int]) -> birth.Child:
        """Have a learner's process made. `pipes`: see learner.main; `joins`: of the job's control groups."""


class Namespaces:
    """Walls that we build ourselves."""

    def __init__(self, zygote: birth.Zygote, heritage: meter.Heritage, whole_proc: bool = False) -> None:
        self.zygote = zygote
        self.heritage = heritage
        self.whole_proc = whole_proc

    def build(self) -> None:
        """See Walls."""
        confine.own_system(self.whole_proc)

    def fit(self, limits: dict[str, Any]) -> None:
        """See Walls."""
        confine.resize(limits)

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """See Walls."""
        return meter.CgroupMeter(files) if files else meter.WalkingMeter(work, self.heritage)

    def bear(self, pipes: list[int], joins: list[int]) -> birth.Child:
        """See Walls."""
        spaces = [os.open(f"/proc/self/ns/{kind}", os.O_RDONLY) for kind in ("pid", "mnt", "net")]
        try:
            return self.zygote.bear([*spaces, *pipes, *joins])
        finally:
            for fd in (*spaces, *joins):
                os.close(fd)
