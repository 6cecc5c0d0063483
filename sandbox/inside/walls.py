"""Who builds the walls of a cell: we do, out of namespaces, or a container engine has done it before we start."""

from typing import Any, Protocol

from sandbox.inside import confine, meter


class Walls(Protocol):
    """What a warden and its learner's process do to be in a cell."""

    def build(self, limits: dict[str, Any]) -> None:
        """The warden's half, before there is a learner's process."""

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """Return what measures the cell. `files`: descriptors that came with the job; `work`: the work folder's."""

    def close_behind(self, limits: dict[str, Any]) -> None:
        """The learner's half, which is final."""


class Namespaces:
    """Walls that we build ourselves, in a fork of a zygote."""

    def __init__(self, filter_code: bytes) -> None:
        self.filter_code = filter_code

    def build(self, limits: dict[str, Any]) -> None:
        """See Walls."""
        confine.own_system(limits)

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """See Walls."""
        return meter.CgroupMeter(files) if files else meter.WalkingMeter(work)

    def close_behind(self, limits: dict[str, Any]) -> None:
        """See Walls."""
        confine.own_rights(limits, self.filter_code)
