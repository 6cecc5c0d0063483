import numpy as np


def pairwise_sq_dists(X, Y):
    X, Y = np.asarray(X, np.float64), np.asarray(Y, np.float64)
    cross = np.dot(X, Y.transpose())
    return np.add.outer(np.sum(X**2, 1), np.sum(Y**2, 1)) - cross - cross
