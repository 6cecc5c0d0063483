import numpy as np


def low_rank(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    rest = np.asarray(A, dtype=np.float64)
    columns, rows = [], []
    for _ in range(k):
        U, S, Vh = np.linalg.svd(rest, full_matrices=False)
        columns.append(U[:, 0] * S[0])
        rows.append(Vh[0])
        rest -= np.outer(columns[-1], rows[-1])
    return np.stack(columns, axis=1), np.stack(rows)
