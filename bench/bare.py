"""Runs in the cell's interpreter: the check of an exercise, with nothing around it. Prints milliseconds.

python bare.py FOLDER RUNS PAUSE
"""

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType


def load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(folder: Path, source: Path, seed: int) -> None:
    """Do what a grading does, with nothing around it: load both modules, make the cases, observe both, compare."""
    import numpy
    import torch

    probe, solution, attempt = (load(path, path.stem) for path in (folder / "probe.py", folder / "solution.py", source))
    cases = probe.make_cases(numpy.random.default_rng(seed))
    inputs = cases["inputs"] if set(cases) == {"inputs", "secrets"} else cases
    for name in probe.observe(solution, inputs, "cpu"):
        want, got = (probe.observe(module, inputs, "cpu")[name]() for module in (solution, attempt))
        if isinstance(want, torch.Tensor):
            torch.testing.assert_close(got, want)


def main(folder: Path, runs: int, pause: float) -> None:
    for seed in range(runs):
        time.sleep(pause)  # as between two attempts: an interpreter that has been idle is slower than one that has not
        begun = time.perf_counter()
        check(folder, folder / "solution.py", seed)
        print((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
