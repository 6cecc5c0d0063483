"""Columns with very different means and deviations, few rows (so that n and n - 1 differ), a shifted test set."""

import numpy as np

EPS = 1e-8


def make_cases(rng):
    means, scales = np.array([3.0, -20.0, 0.5, 100.0]), np.array([0.25, 4.0, 1.7, 30.0])
    return {
        "train": means + scales * rng.standard_normal((7, 4)),
        "test": means + scales * (1.5 + 2.0 * rng.standard_normal((5, 4))),
        "direction": rng.standard_normal((5, 4)),
        "whole": rng.integers(0, 100, (6, 3)),
        "whole_test": rng.integers(0, 100, (4, 3)),
    }


def observe(module, inputs, device):
    train, test = inputs["train"], inputs["test"]

    def both(a, b):
        one, other = module.standardize(a, b, EPS)
        return one, other

    def moments():
        found = np.asarray(both(train, test)[0], dtype=np.float64)
        return {"means": found.mean(axis=0), "deviations": found.std(axis=0)}

    def no_leak():
        moved = both(train.copy(), test + 10.0 * inputs["direction"])[0]
        return float(np.abs(np.asarray(moved) - np.asarray(both(train, test)[0])).max())

    def constant_column():
        a, b = train.copy(), test.copy()
        a[:, 1] = 3.0
        a[:, 2] = b[:, 2] = -1.5
        one, other = (np.asarray(found, dtype=np.float64) for found in both(a, b))
        return {
            "train": one,
            "other columns of test": other[:, [0, 2, 3]],
            "constant column of test is finite": bool(np.isfinite(other[:, 1]).all()),
        }

    def integers():
        whole = both(inputs["whole"], inputs["whole_test"])
        single = both(train.astype(np.float32), test.astype(np.float32))
        names = ("train, int64", "test, int64", "train, float32", "test, float32")
        return dict(zip(names, (*whole, *single)))

    def input_kept():
        before = train.copy(), test.copy()
        both(train, test)
        return float(abs(train - before[0]).max() + abs(test - before[1]).max())

    return {
        "train": lambda: both(train, test)[0],
        "moments": moments,
        "test": lambda: both(train, test)[1],
        "one-row": lambda: both(train, test[2:3])[1],
        "no-leak": no_leak,
        "constant-column": constant_column,
        "integers": integers,
        "input-kept": input_kept,
    }
