import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """Return the squared Euclidean distance of every row of X to every row of Y, in float64.

    X: (n, d); Y: (m, d), of any integer or float dtype. Returns (n, m), nowhere negative. X and Y stay as they are.
    """
    X, Y = X.astype(np.float64), Y.astype(np.float64)  # before anything is squared: uint8 would wrap around
    x2 = (X * X).sum(axis=1)[:, None]  # (n, 1)
    y2 = (Y * Y).sum(axis=1)[None, :]  # (1, m)
    squared = x2 + y2 - 2 * X @ Y.T  # (n, m)
    return np.maximum(squared, 0)  # rounding can leave a tiny negative where two points coincide
