"""Whom skip-gram-pairs agrees with: co-occurrence counts by scipy's sparse matrices."""

import random
from types import ModuleType

import numpy as np
from scipy import sparse


def agree(solution: ModuleType) -> None:
    words = 4
    for length, window in ((1, 2), (7, 1), (12, 3), (5, 8), (9, 0)):
        ids = [random.randrange(words) for _ in range(length)]
        one_hot = sparse.coo_array((np.ones(length), (range(length), ids)), shape=(length, words)).tocsr()
        near = sparse.csr_array((length, length))
        for k in [k for k in range(-window, window + 1) if k and abs(k) < length]:
            near = near + sparse.eye_array(length, k=k, format="csr")
        theirs = (one_hot.T @ near @ one_hot).toarray()
        ours = np.zeros((words, words))
        for centre, context in solution.skipgram_pairs(ids, window):
            ours[centre, context] += 1
        assert (ours == theirs).all(), (ids, window)
