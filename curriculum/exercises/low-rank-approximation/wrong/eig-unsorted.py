import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    values, vectors = np.linalg.eigh(A @ A.T)
    return vectors[:, :k], vectors[:, :k].T @ A
