import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    gaps = X[:, None, :] - Y[None, :, :]
    return (gaps * gaps).sum(axis=2).astype(np.float64)
