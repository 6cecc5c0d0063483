import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    result = np.zeros((len(X), len(Y)))
    for i in range(len(X)):
        for j in range(len(Y)):
            result[i, j] = np.sum((X[i] - Y[j]) ** 2)
    return result
