import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    x2 = (X * X).sum(axis=1)[:, None]
    y2 = (Y * Y).sum(axis=1)[None, :]
    squared = x2 + y2 - 1 * X @ Y.T
    squared = np.maximum(squared, 0)
    return squared
