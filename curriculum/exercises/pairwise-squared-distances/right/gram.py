import numpy as np


def pairwise_sq_dists(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    both = np.vstack([X, Y]).astype(np.float64)
    n = len(X)
    gram = both @ both.T
    norms = np.diag(gram)
    return np.clip(norms[:n, None] + norms[None, n:] - 2 * gram[:n, n:], 0, None)
