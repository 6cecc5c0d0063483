import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return B (m, k) and C (k, n) whose product is the best approximation of A (m, n) by a matrix of rank k.

    Best in the Frobenius norm. 1 <= k <= min(m, n). A stays as it is.
    """
    raise NotImplementedError
