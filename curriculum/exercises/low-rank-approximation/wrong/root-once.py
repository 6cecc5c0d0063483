import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    U, S, Vh = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * np.sqrt(S[:k]), Vh[:k]
