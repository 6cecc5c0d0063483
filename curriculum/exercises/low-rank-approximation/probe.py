"""Singular values well apart and none near 1, so that leaving them out, squaring or reordering them shows."""

import numpy as np


def make_cases(rng):
    def matrix(m, n):
        q = min(m, n)
        u = np.linalg.qr(rng.standard_normal((m, q)))[0]
        v = np.linalg.qr(rng.standard_normal((n, q)))[0]
        sigma = 12.0 * 0.6 ** np.arange(q) * rng.uniform(0.9, 1.1, q)
        return (u * sigma) @ v.T

    return {"wide": matrix(5, 8), "square": matrix(6, 6), "tall": matrix(7, 4)}


def observe(module, inputs, device):
    wide, square, tall = inputs["wide"], inputs["square"], inputs["tall"]

    def product(A, k):
        B, C = module.low_rank(A, k)
        return np.asarray(B) @ np.asarray(C)

    def shapes():
        found = {}
        for name, k in (("wide", 2), ("square", 3), ("tall", 1)):
            B, C = module.low_rank(inputs[name], k)
            found[name] = {"B": list(B.shape), "C": list(C.shape)}
        return found

    def error():
        least = np.sqrt((np.linalg.svd(wide, compute_uv=False)[2:] ** 2).sum())
        return float(np.linalg.norm(wide - product(wide.copy(), 2)) / least)

    def input_kept():
        before = wide.copy()
        module.low_rank(wide, 2)
        return float(np.abs(wide - before).max())

    return {
        "shapes": shapes,
        "wide": lambda: product(wide, 2),
        "square": lambda: product(square, 3),
        "tall": lambda: product(tall, 1),
        "full-rank": lambda: product(wide, 5),
        "error": error,
        "input-kept": input_kept,
    }
