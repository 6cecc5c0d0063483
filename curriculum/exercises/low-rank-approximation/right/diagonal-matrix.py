import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    U, S, Vh = np.linalg.svd(A)
    Sigma = np.zeros(A.shape)
    np.fill_diagonal(Sigma, S)
    return U[:, :k], Sigma[:k, :k] @ Vh[:k, :]
