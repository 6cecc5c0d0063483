import numpy as np


def split(texts, labels, frac, seed):
    idx = np.random.default_rng(seed).permutation(len(texts)).tolist()
    n_val = int(len(idx) * frac)
    return idx[: len(idx) - n_val], idx[len(idx) - n_val :]
