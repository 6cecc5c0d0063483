import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X -= Y.mean(axis=0).astype(X.dtype)
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    Y = Y - Y.mean(axis=0)
    gaps = X[:, None, :] - Y[None, :, :]
    return (gaps * gaps).sum(axis=2)
