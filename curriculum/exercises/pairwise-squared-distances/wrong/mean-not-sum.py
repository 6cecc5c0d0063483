import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    gaps = X[:, None, :] - Y[None, :, :]
    return (gaps * gaps).mean(axis=2)
