import numpy as np


def skipgram_pairs(ids, window):
    n = len(ids)
    at = np.arange(n)
    gap = np.abs(at[:, None] - at[None, :])
    rows, columns = np.nonzero((gap > 0) & (gap <= window))
    return [(ids[int(i)], ids[int(j)]) for i, j in zip(rows, columns)]
