"""One Host for the whole session, and `attempt`: run a program, then see that nothing of it is left."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.contract import Answer, Job, Limits, Report, Status
from sandbox.host import Host, cell_python
from tests.sandbox.invariants import Surroundings

Attempt = Callable[..., Report]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def surroundings() -> Iterator[Surroundings]:
    made = Surroundings()
    yield made
    made.close()


@pytest.fixture(scope="session")
def cell_host(surroundings: Surroundings) -> Iterator[Host]:
    with Host(cell_python()) as host:
        host.run(script(f"other = '{surroundings.secret}'"))
        yield host


def script(code: str | bytes, image: str = "python", **limits: float) -> Job:
    """A job that runs `code` as main.py, under limits small enough for tests."""
    source = code.encode() if isinstance(code, str) else code
    tight = {"wall_s": 5.0, "cpu_s": 3.0, "memory": 256 << 20, **limits}
    return Job("script", {"main.py": source}, image=image, limits=Limits(**tight))  # type: ignore[arg-type]


def parents() -> dict[int, int]:
    """Every process and its parent."""
    found: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    return found


def lineage(pid: int) -> list[int]:
    """`pid`, its child, its grandchild, down to the first without exactly one: from bwrap to the gate."""
    known, found = parents(), [pid]
    while len(children := [child for child, parent in known.items() if parent == found[-1]]) == 1:
        found += children
    return found


def gate_and_below(pid: int) -> list[int]:
    """The gate that bwrap, process `pid`, has started; the zygote; then wardens, from the oldest."""
    gate = lineage(pid)[3]  # after bwrap, its process 1, the gate's parent
    return [gate, *sorted((child for child, parent in parents().items() if parent == gate), key=born)]


def born(pid: int) -> int:
    """When a process was started, in ticks since the machine was; numbers of processes come round again."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return sys.maxsize  # it has just ended


def descendants(pid: int) -> set[int]:
    """Every process below `pid`, itself included."""
    known, found = parents(), {pid}
    while more := {child for child, parent in known.items() if parent in found} - found:
        found |= more
    return found


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait for `condition` without a fixed sleep."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


@pytest.fixture
def attempt(cell_host: Host, surroundings: Surroundings) -> Attempt:
    """Run a program; then the same host must do a good job at once, and everything must be as it was: see invariants.py
    for the machine; no process and no cgroup may be left.
    """

    def run(code: str | bytes, image: str = "python", **limits: float) -> Report:
        zygote = cell_host.warm(image)
        assert zygote.pid is not None
        assert cell_host.run(script("", image)).status is Status.OK  # from now on a spare waits
        assert eventually(lambda: len(descendants(zygote.pid or 0)) == PROCESSES_AT_REST)
        before = descendants(zygote.pid)
        with surroundings.unchanged():
            report = cell_host.run(script(code, image, **limits))
            good = cell_host.run(script("print(6 * 7)", image))
        assert (good.status, good.stdout) == (Status.OK, "42\n"), good
        assert report.status is not Status.INTERNAL, report
        assert surroundings.leaks(report) == []
        assert cell_host.warm(image).pid == zygote.pid
        assert eventually(lambda: only_the_spare_is_new(before, descendants(zygote.pid or 0)))
        assert eventually(lambda: cell_host.cgroups.left() == 0)
        return report

    return run


PROCESSES_AT_REST = 6  # bwrap, its process 1, the gate's parent, the gate, the zygote, a spare that has had no job


def only_the_spare_is_new(before: set[int], now: set[int]) -> bool:
    """Say whether nothing is left but what was there, and the one that waits for the next job."""
    return len(now) == PROCESSES_AT_REST and len(now - before) <= 1


def probe_job(request: bytes, files: dict[str, bytes]) -> Job:
    """A job for the exercise harness."""
    return Job("probe", files, Answer(request))
