import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    _, vectors = np.linalg.eigh(A @ A.T)  # ascending
    B = vectors[:, ::-1][:, :k]  # (m, k), largest first
    return B, B.T @ A
