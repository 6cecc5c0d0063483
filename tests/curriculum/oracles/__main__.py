"""Compares our solutions with libraries that many people trust, in the cell's interpreter, where torch and peft are:

    .venv-cell/bin/python tests/curriculum/oracles [SLUG ...]

<slug with underscores>.py beside this file holds `agree(solution)`, which raises AssertionError where the two
differ. Prints a line for each agreement; the first disagreement ends it with exit code 1.
"""

import importlib
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
EXERCISES = HERE.parents[2] / "curriculum" / "exercises"
OURS = ("__main__", "compare")


def solution_of(slug: str) -> ModuleType:
    """Execute an exercise's solution as a module."""
    module = ModuleType("solution")
    sys.modules["solution"] = module
    exec(compile((EXERCISES / slug / "solution.py").read_text("utf-8"), f"{slug}/solution.py", "exec"), vars(module))
    return module


def seed(number: int) -> None:
    """Seed whatever is installed; torch computes in float64."""
    import random

    import numpy

    random.seed(number)
    numpy.random.seed(number)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
        torch.manual_seed(number)


def main(names: list[str]) -> None:
    """Consult the oracles of the exercises named, or all."""
    for slug in names or sorted(path.stem.replace("_", "-") for path in HERE.glob("*.py") if path.stem not in OURS):
        oracle = importlib.import_module(slug.replace("-", "_"))
        for number in range(3):
            seed(number)
            oracle.agree(solution_of(slug))
        print(f"{slug} agrees")


if __name__ == "__main__":
    main(sys.argv[1:])
