"""Two thousand submissions, one in five hostile, four at a time: all get what they earned, and nothing is left."""

import gc
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from grader import Exercise, grade
from sandbox.contract import MIB, Report, Status
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import AT_REST, descendants, eventually, gate_and_below, lineage, script
from tests.sandbox.invariants import ENGINE, Surroundings, lines
from tests.soak.programs import EVIL, GOOD, LOADER, Program

pytestmark = pytest.mark.sandbox
SUBMISSIONS, AT_ONCE = 2000, 4
GRADED, LOADERS = 120, 20
EXERCISES = Path(__file__).parents[1] / "grader" / "exercises"
# What four threads' allocators keep, whatever the number of jobs: a leak of 32 KiB a job would be twice as much.
HOST_MAY_KEEP, ZYGOTE_MAY_KEEP = 32 * MIB, 8 * MIB


@pytest.fixture
def host() -> Iterator[Host]:
    with Host(cell_python(), images=("python", "torch")) as made:
        yield made


@pytest.fixture
def surroundings(host: Host) -> Iterator[Surroundings]:
    made = Surroundings()
    yield made
    made.close()


class Evening:
    """Everything that is handed in, in an order of its own, and what came of it."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.exercise = Exercise.from_folder(EXERCISES / "softmax")
        self.wrong: list[str] = []
        self.endings: Counter[str] = Counter()
        chance = random.Random(20261122)
        evil = [EVIL[n % len(EVIL)] for n in range(SUBMISSIONS // 5)]
        good = [GOOD[n % len(GOOD)] for n in range(SUBMISSIONS - len(evil) - GRADED - LOADERS)]
        self.queue: list[Program | None] = [*evil, *good, *[LOADER] * LOADERS, *[None] * GRADED]
        chance.shuffle(self.queue)

    def hand_in(self, one: Program | None) -> None:
        """Run a program, or grade the solution of an exercise; note what should not have been."""
        if one is None:
            verdict = grade(self.exercise, self.exercise.files["solution.py"], self.host)
            self._note("graded", verdict.status == "passed", verdict)
        else:
            report = self.host.run(one.job())
            self._note(one.name, one.ended_well(report), report)

    def _note(self, name: str, well: bool, what: Any) -> None:
        self.endings[name] += 1
        if not well:
            self.wrong.append(f"{name}: {what}"[:1500])

    def rehearse(self) -> None:
        """One of each: what is only made once is there from now on."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.hand_in, [*EVIL, *GOOD, LOADER, *[None] * AT_ONCE]))


def family(host: Host) -> dict[str, int]:
    """Return the processes and what they hold: counts that must not grow."""
    everybody = descendants(os.getpid())
    return {
        "processes": len(everybody),
        "threads": threading.active_count(),
        "namespaces": len({space for pid in everybody for space in namespaces(pid)}),
        "mounts": sum(mounts(pid) for pid in everybody),
        "descriptors": sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in everybody - {os.getpid()}),
        "groups": host.cgroups.left(),
    }


def namespaces(pid: int) -> set[str]:
    """Return the namespaces a process is in; none if it has just ended."""
    try:
        return {os.readlink(f"/proc/{pid}/ns/{kind}") for kind in ("mnt", "pid", "net", "ipc", "user")}
    except OSError:
        return set()


def mounts(pid: int) -> int:
    """Return how many mounts a process sees."""
    return sum(not ENGINE.search(line) for line in lines(f"/proc/{pid}/mountinfo"))


def anonymous(pid: int) -> int:
    """Return the private memory of a process, in bytes."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.partition("RssAnon:")[2].split()[0]) * 1024


def at_rest(host: Host) -> list[int]:
    """Wait until only the zygotes and their waiting wardens are left; return the zygotes themselves."""
    zygotes = [host.warm(image).pid or 0 for image in host.images]
    for image in host.images:
        assert host.run(script("", image)).status is Status.OK
    looks: list[list[set[int]]] = []

    def settled() -> bool:
        looks.append([descendants(pid) for pid in zygotes])
        return looks[-20:] == [looks[-1]] * 20 and all(len(one) == AT_REST for one in looks[-1])

    assert eventually(settled, 20)
    return [process for pid in zygotes for process in gate_and_below(pid)[:2]]


def test_nothing_is_left_of_two_thousand(host: Host, surroundings: Surroundings) -> None:
    evening = Evening(host)
    evening.rehearse()
    assert evening.wrong == []
    zygotes = at_rest(host)
    before = family(host)
    gc.collect()
    kept, inside = anonymous(os.getpid()), sum(map(anonymous, zygotes))
    with surroundings.unchanged():
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(evening.hand_in, evening.queue))
        assert evening.wrong == [], len(evening.wrong)
        assert at_rest(host) == zygotes
    assert evening.endings.total() >= SUBMISSIONS
    assert eventually(lambda: family(host) == before), (before, family(host))
    gc.collect()
    assert anonymous(os.getpid()) - kept < HOST_MAY_KEEP
    assert sum(map(anonymous, zygotes)) - inside < ZYGOTE_MAY_KEEP


@pytest.mark.parametrize("victim", [0, 1, 3, 4], ids=["bwrap", "its process 1", "the gate", "the zygote"])
def test_a_zygote_killed_in_the_middle_costs_nobody_an_attempt(host: Host, victim: int) -> None:
    """What was in flight may end as our fault, and is repeated by whoever sent it; nothing ends as the program's."""
    assert host.run(script("")).status is Status.OK
    pid = host.warm("python").pid or 0
    family_line = [*lineage(pid)[:3], *gate_and_below(pid)]
    results: dict[int, Report] = {}

    def one(number: int) -> None:
        results[number] = host.run(script(f"print({number})", wall_s=60))
        if number == 60:
            os.kill(family_line[victim], signal.SIGKILL)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(200)))
    lost = [number for number, report in results.items() if report.status is not Status.OK]
    assert {results[number].status for number in lost} <= {Status.INTERNAL}
    assert len(lost) <= 2 * AT_ONCE
    assert max(lost, default=0) < 120
    assert all(results[number].stdout == f"{number}\n" for number in results if number not in lost)
