import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    rest, left, right = A.astype(np.float64), [], []
    for _ in range(k):
        v = np.ones(A.shape[1]) + np.arange(A.shape[1]) * 0.1
        for _ in range(400):
            v = rest.T @ (rest @ v)
            v /= np.linalg.norm(v)
        left.append(rest @ v)
        right.append(v)
        rest = rest - np.outer(left[-1], v)
    return np.stack(left, axis=1), np.stack(right)
