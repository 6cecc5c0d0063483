"""Runs in the cell's interpreter: the check of an exercise, with nothing around it. Prints milliseconds.

python bare.py FOLDER RUNS PAUSE [fork]

With "fork", each time in a fork of an interpreter that has imported what a cell has: what a fresh process costs, be it
confined or not.
"""

import importlib.util
import os
import sys
import time
from collections.abc import Callable
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


def forked(folder: Path, source: Path, seed: int) -> None:
    """Do it in a process of its own."""
    child = os.fork()
    if child == 0:
        check(folder, source, seed)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def prepare() -> None:
    """Import what the zygote of a cell has imported, and lay it down as that does."""
    sys.path[0] = str(Path(__file__).parents[1])
    from sandbox.inside import kernel, zygote

    zygote.load("torch")
    zygote.settle()
    kernel.use_large_pages()


def main(folder: Path, runs: int, pause: float, once: Callable[[Path, Path, int], None]) -> None:
    for seed in range(runs):
        time.sleep(pause)  # as between two attempts: an interpreter that has been idle is slower than one that has not
        begun = time.perf_counter()
        once(folder, folder / "solution.py", seed)
        print((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    if "fork" in sys.argv[4:]:
        prepare()
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), forked if "fork" in sys.argv[4:] else check)
