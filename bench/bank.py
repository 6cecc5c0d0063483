"""The whole bank proves itself on 20 seeds, two at a time; nothing right is refused, nothing wrong accepted."""

import sys
import time
from collections.abc import Iterator
from threading import Lock

from bench.report import Figure
from grader import Exercise
from grader.cells import Host as AnyHost
from grader.proof import total
from grader.verify import verify
from sandbox import Job, Report
from sandbox.host import Host, cell_python
from tests.stack import ROOT

SEEDS = 20
SLOTS = 2
LIMIT_S = 600


class Metered:
    """A host that adds up what its cells have used: the clock on the wall also counts what others did meanwhile."""

    def __init__(self, host: AnyHost) -> None:
        self.host = host
        self.cells = 0
        self.cpu_s = 0.0
        self._lock = Lock()

    def run(self, job: Job) -> Report:
        report = self.host.run(job)
        with self._lock:
            self.cells += 1
            self.cpu_s += report.cpu_ms / 1000
        return report


def run() -> Iterator[Figure]:
    folders = sorted(path.parent for path in (ROOT / "curriculum" / "exercises").glob("*/exercise.yaml"))
    begun, own = time.perf_counter(), time.process_time()
    with Host(cell_python()) as host:
        metered = Metered(host)
        proofs = verify(map(Exercise.from_folder, folders), metered, SEEDS, SLOTS)
    for proof in proofs:
        for problem in proof.problems:
            print(f"{proof.slug}: {problem}", file=sys.stderr)
    wall, own = time.perf_counter() - begun, time.process_time() - own
    whole = total(proofs)
    missed = {kind: whole.all[kind] - whole.good[kind] for kind in whole.all}
    accepted = missed.get("wrong", 0) + missed.get("ignorant", 0)
    named = 100 * whole.good["named"] / whole.all["named"]
    yield Figure("bank.exercises", len(proofs), "")
    yield Figure("bank.gradings", whole.gradings, "")
    yield Figure("bank.verify", wall, "s", "bank.exercises", wall / len(proofs), f"< {LIMIT_S} s", wall < LIMIT_S)
    yield Figure("bank.cells", metered.cells, "")
    yield Figure("bank.cells_processor", metered.cpu_s, "s")
    yield Figure("bank.own_processor", own, "s")
    yield Figure("bank.false_refusals", missed.get("right", 0), "", limit="0", holds=not missed.get("right"))
    yield Figure("bank.false_accepts", accepted, "", limit="0", holds=not accepted)
    yield Figure("bank.named_as_themselves", named, "%", limit="100 %", holds=not missed.get("named"))
