"""One grading of attention from source to verdict, against the same probe run bare: in an interpreter that has done it
before, and, to compare, in a fork of one that has only imported what it needs.

Warm means: the zygote is there, and the case, as in a worker between two attempts. The first attempt at an exercise
finds no case, and waits for a second cell that makes it.
"""

import time
from collections.abc import Iterator

from bench.report import Figure, p50
from bench.verdict import FOLDER, RUNS, THINKING_S, bare
from grader import CaseStock, Exercise, grade
from sandbox.host import Host, cell_python

MOST = 5  # times the bare probe


def gradings(host: Host, stock: CaseStock | None) -> list[float]:
    """Milliseconds of each of RUNS gradings, with a pause before each as a person makes it."""
    exercise = Exercise.from_folder(FOLDER)
    found = []
    for n in range(RUNS + 3):
        time.sleep(THINKING_S)
        source = f"{exercise.files['solution.py']}\n# {n}\n"
        begun = time.perf_counter()
        verdict = grade(exercise, source, host, stock=stock)
        found.append((time.perf_counter() - begun) * 1000)
        assert verdict.status == "passed", verdict
    return found[3:]


def run() -> Iterator[Figure]:
    with Host(cell_python()) as host:
        alone = p50(gradings(host, None))
        stock = CaseStock(host)
        stocked = p50(gradings(host, stock))
        stock.close()
    probe = p50(bare(RUNS))
    yield Figure("check.bare", probe, "ms")
    forked = p50(bare(RUNS, "fork"))
    yield Figure("check.bare_forked", forked, "ms", "check.bare", forked / probe)
    ratio = stocked / probe
    yield Figure("check.attention", stocked, "ms", "check.bare", ratio, f"<= {MOST} times", ratio <= MOST)
    yield Figure("check.attention_first", alone, "ms", "check.bare", alone / probe)
