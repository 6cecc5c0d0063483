"""What a job can be alone with for a while: a GPU, a slice of one, or, in their place, a bit of the CPU."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

PAGE = os.sysconf("SC_PAGESIZE")

Cells = Callable[[], Collection[int]]  # returns the processes, as this host numbers them, of the cell on a device


class Lost(Exception):
    """The device does not answer any more."""


class Device:
    """One device: how its cells get it, how much of its memory is in use, whether a job has left something there."""

    kind = "cpu"  # what torch calls it

    def __init__(
        self,
        name: str,
        ids: tuple[str, ...] = (),
        nodes: tuple[str, ...] = (),
        folders: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
        whole_proc: bool = False,
    ) -> None:
        self.name = name
        self.ids = ids or (name,)  # the cell must find one of these
        self.nodes = nodes  # device nodes that are bound into its cells
        self.folders = folders  # what else they may read
        self.environment = dict(environment or {})
        self.whole_proc = whole_proc  # whether its library looks for the driver in /proc

    def check(self, cells: Cells) -> str:
        """Return what is left on the device of whoever had it, for operators; nothing if it is clean. Raises Lost."""
        return f"processes are left: {sorted(left)}" if (left := cells()) else ""

    def used(self, cells: Cells) -> int:
        """Return how many bytes of the device's memory are in use. Raises Lost."""
        raise NotImplementedError


class CpuDevice(Device):
    """No device at all: what the tests run, on every machine, in the place of a GPU. Its memory is the processes'."""

    def __init__(self, name: str = "cpu-0", nodes: tuple[str, ...] = (), whole_proc: bool = False) -> None:
        super().__init__(name, nodes=nodes, environment={"CELL_DEVICE": name}, whole_proc=whole_proc)

    def used(self, cells: Cells) -> int:
        """See Device: what is resident, so pages that processes share count for each."""
        return sum(_resident(pid) for pid in cells())


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def below(root: int) -> set[int]:
    """Return every process below `root`, itself included."""
    parents: dict[int, int] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(Path(entry.path, "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue  # it has ended meanwhile
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found
