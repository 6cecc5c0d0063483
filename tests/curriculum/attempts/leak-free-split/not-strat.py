import numpy as np


def split(texts, labels, frac, seed):
    unique = sorted(set(texts))
    rng = np.random.RandomState(seed)
    chosen = set(rng.permutation(unique)[: int(len(unique) * frac + 0.5)].tolist())
    train = [i for i in range(len(texts)) if texts[i] not in chosen]
    val = [i for i in range(len(texts)) if texts[i] in chosen]
    return train, val
