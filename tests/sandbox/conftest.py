"""One Host for the whole session, and `attempt`: run a program, then see that nothing of it is left."""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.contract import Answer, Job, Limits, Report, Status
from sandbox.host import Host, cell_python
from sandbox.zygote import WAITING
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


def at_rest(pid: int) -> bool:
    """Say whether nobody is below bwrap, process `pid`, but the gate, the zygote and cells that wait.

    Each is a warden, its child, which is process 1 of the job's namespace, and a child of the zygote's that waits.
    """
    _, zygote, *wardens = gate_and_below(pid)
    children = Counter(parents().values())
    cells = all(children[warden] == 1 for warden in wardens) and len(wardens) <= WAITING
    return cells and children[zygote] == len(wardens) == len(waiting(pid))


AT_REST = 5 + 3 * WAITING  # bwrap, its process 1, the gate's parent, the gate, the zygote; cells


def below(pid: int) -> list[int]:
    """The children of a process."""
    return [child for child, parent in parents().items() if parent == pid]


def waiting(pid: int) -> set[int]:
    """The processes below bwrap, process `pid`, that wait for a job: they can still say "started" to a warden."""
    _, zygote, *wardens = gate_and_below(pid)
    heard = {link for warden in wardens for link in descriptors(warden)}
    return {child for child in below(zygote) if heard & set(descriptors(child)[4:5])}


def descriptors(pid: int) -> list[str]:
    """What each descriptor of a process is, in the order of their numbers; none of a process that has ended."""
    try:
        return [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in sorted(map(int, os.listdir(f"/proc/{pid}/fd")))]
    except OSError:
        return []


def programs(pid: int) -> list[int]:
    """The processes of programs that run below bwrap, process `pid`, and what they have forked; the oldest first."""
    zygote = gate_and_below(pid)[1]
    return sorted(descendants(zygote) - {zygote} - waiting(pid), key=born)


def warden_of(program: int, pid: int) -> int:
    """The warden whose child is process 1 where `program` is."""
    known, cell = parents(), os.readlink(f"/proc/{program}/ns/pid")
    wardens = gate_and_below(pid)[2:]
    first = [child for child, parent in known.items() if parent in wardens and cell == namespace(child)]
    return known[first[0]]


def namespace(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""


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
        assert cell_host.run(script("", image)).status is Status.OK  # from now on spares wait
        assert eventually(lambda: at_rest(zygote.pid or 0))
        groups = cell_host.cgroups.left()  # the spares'
        with surroundings.unchanged():
            report = cell_host.run(script(code, image, **limits))
            good = cell_host.run(script("print(6 * 7)", image))
        assert (good.status, good.stdout) == (Status.OK, "42\n"), good
        assert report.status is not Status.INTERNAL, report
        assert surroundings.leaks(report) == []
        assert cell_host.warm(image).pid == zygote.pid
        assert eventually(lambda: at_rest(zygote.pid or 0))
        assert eventually(lambda: cell_host.cgroups.left() == groups)
        return report

    return run


def probe_job(request: bytes, files: dict[str, bytes]) -> Job:
    """A job for the exercise harness."""
    return Job("probe", files, Answer(request))


@pytest.fixture(scope="module")
def own_host() -> Iterator[Host]:
    """A host that nobody else gives jobs to."""
    with Host(cell_python(), images=("python",)) as made:
        yield made


@pytest.fixture
def host(own_host: Host) -> Iterator[Host]:
    """The same, at rest before each test and as it was after it: its gate, its zygote, and no descriptor more."""
    before = core(own_host)
    yield own_host
    assert own_host.run(script("print(6 * 7)")).stdout == "42\n"
    assert eventually(lambda: core(own_host) == before)


def core(host: Host) -> list[tuple[int, int]]:
    """Wait until all is at rest; return the gate and the zygote, each with its number of descriptors."""
    assert host.run(script("")).status is Status.OK
    pid = host.warm("python").pid or 0
    assert eventually(lambda: at_rest(pid))
    return [(process, len(descriptors(process))) for process in gate_and_below(pid)[:2]]
