import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return B (m, k) and C (k, n) whose product is the best approximation of A (m, n) by a matrix of rank k.

    Best in the Frobenius norm. 1 <= k <= min(m, n). A stays as it is.
    """
    U, S, Vh = np.linalg.svd(A, full_matrices=False)  # (m, q), (q,), (q, n) with q = min(m, n); S is descending
    return U[:, :k] * S[:k], Vh[:k]  # column i of U times sigma_i; the rows of Vh are the right singular vectors
