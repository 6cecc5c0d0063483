import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    U, S, Vh = np.linalg.svd(A, full_matrices=False)
    root = np.sqrt(S[:k])
    return U[:, :k] * root, root[:, None] * Vh[:k]
