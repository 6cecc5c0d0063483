"""A small shop's file: gaps, words among the numbers, a group with nothing, some with a single number, a stray one."""

import tempfile
from pathlib import Path

import numpy as np

SEEN = {}  # (module, file) -> what it made of the file: five checks look at one call


def make_cases(rng):
    rows = []
    for group, count in (("pear", 6), ("apple", 5), ("plum", 4), ("kiwi", 1)):
        rows += [[group, f"{rng.uniform(20, 60):.2f}", f"{rng.integers(1, 9)}"] for _ in range(count)]
        rows += [[group, gap, f"{rng.integers(1, 9)}"] for gap in ("", "unknown")]
    rows += [["fig", "", "3"], ["fig", "n/a", ""], ["", f"{rng.uniform(20, 60):.2f}", "4"]]
    rows += [["plum", "3 for 2", "2"], ['"plum, red"', f"{rng.uniform(20, 60):.2f}", "5"]]
    # fig has no number at all, kiwi and the red plum a single one
    for at in rng.permutation(13)[:5]:
        rows[at][2] = ""  # gaps in a column that nobody asked about
    rows[0][2] = rows[1][2] = rows[8][2] = ""
    order = rng.permutation(len(rows))
    signs = zip((10, 9, 100, 9, 10, 100, 9), (-1, 1, 1, -1, 1, 1, 1))
    years = [[f"{year}", f"{sign * rng.uniform(1, 5):.3f}"] for year, sign in signs]
    return {
        "shop": [["fruit", "price", "stars"], *(rows[i] for i in order)],
        "years": [["change", "year"], *([value, year] for year, value in years)],
    }


def observe(module, inputs, device):
    def stats(name, by, col):
        if (module, name) not in SEEN:
            SEEN[module, name] = called(name, by, col)
        return SEEN[module, name]

    def called(name, by, col):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{name}.csv")
            path.write_text("\n".join(",".join(row) for row in inputs[name]) + "\n", encoding="utf-8")
            return module.group_stats(str(path), by, col)

    def keys(frame):
        return [key if isinstance(key, str) else float(key) for key in frame.index]

    def column(name):
        frame = stats("shop", "fruit", "price")
        return dict(zip(map(str, frame.index), (float(value) for value in frame[name])))

    def clean():
        frame = stats("years", "year", "change")
        return {name: np.asarray(frame[name], dtype=np.float64) for name in ("count", "mean", "std")}

    return {
        "groups": lambda: keys(stats("shop", "fruit", "price")),
        "columns": lambda: sorted(map(str, stats("shop", "fruit", "price").columns)),
        "count": lambda: column("count"),
        "mean": lambda: column("mean"),
        "std": lambda: column("std"),
        "numeric-keys": lambda: keys(stats("years", "year", "change")),
        "clean": clean,
    }
