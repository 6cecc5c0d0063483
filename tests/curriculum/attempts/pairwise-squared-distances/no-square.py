import numpy as np


def pairwise_sq_dists(X, Y):
    X = np.array(X, float)
    Y = np.array(Y, float)
    return np.stack([np.linalg.norm(Y - row, axis=1) for row in X], axis=0)
