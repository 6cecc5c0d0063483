import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = np.float64(X), np.float64(Y)
    rows = [np.sum((Y - x) ** 2, axis=-1) for x in X]  # each (m,)
    return np.array(rows)
