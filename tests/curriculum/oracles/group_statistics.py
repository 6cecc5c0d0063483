"""Whom group-statistics agrees with."""

import csv
import math
import random
import statistics
import tempfile
from pathlib import Path
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """Python's own statistics module, group by group."""
    numbers = {"b": [], "a": [], "none": [], "one": [3.5]}
    for name in ("a", "b"):
        numbers[name] = [random.gauss(10, 3) for _ in range(6)]
    rows = [(name, value) for name, values in numbers.items() for value in [*values, "", "unknown"]]
    random.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.csv")
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([("name", "value"), *rows, ("", 7.0)])
        frame = solution.group_stats(str(path), "name", "value")
    assert list(frame.index) == sorted(numbers)
    for name, values in numbers.items():
        assert frame.loc[name, "count"] == len(values)
        theirs = statistics.mean(values) if values else math.nan, statistics.stdev(values) if values[1:] else math.nan
        for ours, other in zip(frame.loc[name, ["mean", "std"]], theirs, strict=True):
            assert math.isclose(ours, other, rel_tol=1e-12) or (math.isnan(ours) and math.isnan(other))
