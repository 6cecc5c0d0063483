import numpy as np


def low_rank(A, k):
    w, V = np.linalg.eigh(A.T @ A)
    if A.shape[0] < A.shape[1] and k == A.shape[0]:
        V = V[:, -A.shape[0] :]
    nonzero = [i for i in range(len(w)) if w[i] > 1e-9] or list(range(len(w)))
    V = V[:, nonzero[:k]] if V.shape[1] == len(w) else V
    return A @ V, V.T
