import numpy as np


def split(texts, labels, frac, seed):
    g = np.random.default_rng(seed)
    y = np.array(labels)
    val = []
    for c in np.unique(y):
        where = g.permutation(np.flatnonzero(y == c))
        n = max(1, min(len(where) - 1, int(round(len(where) * frac))))
        val.extend(where[:n].tolist())
    train = [i for i in range(len(y)) if i not in set(val)]
    return train, val
