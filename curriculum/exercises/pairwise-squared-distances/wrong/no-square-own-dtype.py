import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    gaps = X[:, None, :] - Y[None, :, :]
    return np.sqrt((gaps * gaps).sum(axis=2))
