"""`python -m bench [NAME ...]`: run the benchmarks (all, or those named) and print their figures."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import bank, burst, check, docker, learners, pages, sandbox, search, startup, verdict
from bench.report import Figure
from tests.stack import running

ALONE = {"startup": startup.run, "sandbox": sandbox.run, "docker": docker.run, "check": check.run, "bank": bank.run}
ON_A_STACK = {
    "verdict": verdict.run,
    "burst": burst.run,
    "learners": learners.run,
    "pages": pages.run,
    "search": search.run,
}


def figures(names: list[str]) -> Iterator[Figure]:
    for name, run in ALONE.items():
        if name in names:
            yield from run()
    chosen = {name: run for name, run in ON_A_STACK.items() if name in names}
    if chosen:
        with tempfile.TemporaryDirectory(prefix="jieti-bench-") as folder, running(Path(folder) / "var") as stack:
            for run_on in chosen.values():
                yield from run_on(stack)


if __name__ == "__main__":
    wanted = sys.argv[1:] or [*ALONE, *ON_A_STACK]
    unknown = set(wanted) - {*ALONE, *ON_A_STACK}
    if unknown:
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join([*ALONE, *ON_A_STACK])}.")
    for figure in figures(wanted):
        print(figure.line(), flush=True)
