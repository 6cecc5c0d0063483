import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    U, S, Vh = np.linalg.svd(A, full_matrices=False)
    S = np.where(np.arange(len(S)) < k, S, 0.0)
    return U * S, Vh
