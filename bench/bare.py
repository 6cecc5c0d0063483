"""Runs in the cell's interpreter: an exercise's probe on its solution, with nothing around it. Prints milliseconds.

python bare.py FOLDER RUNS [SOURCE]
"""

import importlib.util
import sys
import time
from pathlib import Path


def load(path: Path, name: str) -> object:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(folder: Path, runs: int, source: Path) -> None:
    import numpy

    probe, solution = load(folder / "probe.py", "probe"), load(source, "solution")
    for seed in range(runs):
        cases = probe.make_cases(numpy.random.default_rng(seed))  # type: ignore[attr-defined]
        inputs = cases["inputs"] if set(cases) == {"inputs", "secrets"} else cases
        begun = time.perf_counter()
        names = list(probe.observe(solution, inputs, "cpu"))  # type: ignore[attr-defined]
        for name in names:
            probe.observe(solution, inputs, "cpu")[name]()  # type: ignore[attr-defined]
        print((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    home = Path(sys.argv[1])
    main(home, int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else home / "solution.py")
