import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    gaps = Y[:, None, :] - X[None, :, :]
    return (gaps * gaps).sum(axis=2)
