import numpy as np


def low_rank(A, k):
    u, s, vt = np.linalg.svd(A)
    d = np.diag(s[:k])
    return u[:, :k].dot(d), d.dot(vt[:k, :])
