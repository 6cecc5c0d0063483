"""Sizes that all differ, but for one square; numbers that overflow in every way softmax can; always a row apart."""

import numpy as np


def make_cases(rng):
    x = rng.standard_normal((3, 5, 4)) * 1.5
    outlier = rng.standard_normal((3, 5))
    outlier[:2, 1] = -4000.0
    outlier[2, 3] = -1500.0  # so far below that the minimum overflows and the mean does not
    return {
        "x": x,
        "vector": rng.standard_normal(6),
        "square": rng.standard_normal((4, 4)) * 1.5,
        "large": rng.standard_normal((3, 5)) * 2.0 + np.array([[3000.0], [-3000.0], [50000.0]]),
        "single": (rng.standard_normal((2, 5)) * 2.0 + 400.0).astype(np.float32),
        "outlier": outlier,
        "far": rng.standard_normal((3, 5)) + np.array([[0.0], [-5000.0], [900.0]]),
        "hidden": rng.random((3, 5)) < 0.4,
    }


def observe(module, inputs, device):
    x = inputs["x"]

    def masked():
        rows = x[:, :, 0].copy()
        rows[inputs["hidden"]] = -np.inf
        rows[:, 2] = x[:, 2, 1]  # nobody is hidden altogether
        return module.softmax(rows)

    def sums():
        return [np.asarray(module.softmax(x, axis=axis)).sum(axis=axis) for axis in (0, 1, 2)]

    def large():
        return {
            "float64": module.softmax(inputs["large"]),
            "float32": module.softmax(inputs["single"]),
            "axis 0": module.softmax(inputs["large"].T, axis=0),
        }

    def input_kept():
        before = x.copy()
        module.softmax(x)
        return float(np.abs(x - before).max())

    return {
        "vector": lambda: module.softmax(inputs["vector"]),
        "last-axis": lambda: module.softmax(x),
        "other-axes": lambda: [module.softmax(x, axis=axis) for axis in (0, 1, -2)],
        "square": lambda: module.softmax(inputs["square"]),
        "sums": sums,
        "large": large,
        "outlier": lambda: module.softmax(inputs["outlier"]),
        "far-rows": lambda: module.softmax(inputs["far"]),
        "minus-infinity": masked,
        "input-kept": input_kept,
    }
