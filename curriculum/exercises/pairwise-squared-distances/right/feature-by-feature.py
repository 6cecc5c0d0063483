import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    total = np.zeros((X.shape[0], Y.shape[0]))
    for k in range(X.shape[1]):
        total += np.subtract.outer(X[:, k].astype(np.float64), Y[:, k].astype(np.float64)) ** 2
    return total
