import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    gaps = X[:, None, :].astype(float) - Y[None, :, :].astype(float)  # (n, m, d)
    return np.einsum("nmd,nmd->nm", gaps, gaps)
