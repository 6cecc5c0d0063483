import numpy as np


def low_rank(A, k):
    """Sum of outer products, one singular triple at a time."""
    B, C = [], []
    rest = A
    for _ in range(k):
        u, s, vt = np.linalg.svd(rest, full_matrices=False)
        B.append(u[:, 0] * s[0])
        C.append(vt[0])
        rest -= np.outer(B[-1], C[-1])
    return np.stack(B, axis=1), np.stack(C)
