import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    x2 = (X * X).sum(axis=1)[:, None]
    y2 = (Y * Y).sum(axis=1)[None, :]
    squared = x2 + y2 - 2 * X @ Y.T
    return squared
