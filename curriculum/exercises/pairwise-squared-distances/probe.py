"""n, m and d all differ; points that coincide, far from the origin, show what the expanded formula rounds away."""

import time

import numpy as np

SLOW = 8.0


def make_cases(rng):
    far = 300.0 + rng.standard_normal((40, 5))
    return {
        "X": rng.standard_normal((4, 3)),
        "Y": rng.standard_normal((6, 3)),
        "square": rng.standard_normal((5, 3)),
        "square2": rng.standard_normal((5, 3)),
        "pixels": rng.integers(0, 256, (3, 7)).astype(np.uint8),
        "pixels2": rng.integers(0, 256, (5, 7)).astype(np.uint8),
        "far": far,
        "single": far[:6].astype(np.float32),
        "single2": far[6:10].astype(np.float32),
        "many": rng.standard_normal((250, 2)),
        "remote": 3e4 + rng.standard_normal((3, 5)),
    }


def observe(module, inputs, device):
    X, Y = inputs["X"], inputs["Y"]
    distances = module.pairwise_sq_dists

    def one_feature():
        return {
            "d = 1": distances(X[:, :1].copy(), Y[:, 1:2].copy()),
            "n = 1": distances(X[:1].copy(), Y.copy()),
            "m = 1": distances(X.copy(), Y[:1].copy()),
            "n = m = d = 1": distances(X[:1, :1].copy(), Y[:1, :1].copy()),
        }

    def non_negative():
        found = np.asarray(distances(inputs["far"], inputs["far"].copy()), dtype=np.float64)
        return float(found.min()) if found.size else float("nan")

    def input_kept():
        before = X.copy(), Y.copy()
        distances(X, Y)
        return float(abs(X - before[0]).max() + abs(Y - before[1]).max())

    def seconds(work):
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    def fast():
        # How many times as long as plain broadcasting, which every machine does at its own speed. Others may be at
        # work on it: what seems slow is asked again, and the shortest times are those that count.
        one, other = inputs["many"], inputs["many"][::-1]
        plain, theirs = [], []
        for _ in range(5):
            plain += [seconds(lambda: ((one[:, None] - other) ** 2).sum(axis=2)) for _ in range(5)]
            theirs.append(seconds(lambda: distances(one, other)))
            if min(theirs) < SLOW * min(plain):
                break
        return min(theirs) / min(plain)

    def precision():
        remote = inputs["remote"]
        return {
            "float32": distances(inputs["single"], inputs["single2"]),
            "float64, far from the origin": distances(remote, remote + X[:1, :1]),
        }

    return {
        "values": lambda: distances(X, Y),
        "same-count": lambda: distances(inputs["square"], inputs["square2"]),
        "one-feature": one_feature,
        "integers": lambda: distances(inputs["pixels"], inputs["pixels2"]),
        "precision": precision,
        "non-negative": non_negative,
        "input-kept": input_kept,
        "fast": fast,
    }
