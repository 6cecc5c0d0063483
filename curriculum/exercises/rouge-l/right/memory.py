import functools

import numpy as np


def rouge_l(hyp, ref):
    @functools.cache
    def common(i, j):
        if i == len(hyp) or j == len(ref):
            return 0
        if hyp[i] == ref[j]:
            return 1 + common(i + 1, j + 1)
        return max(common(i + 1, j), common(i, j + 1))

    lengths = np.array([len(hyp), len(ref)], dtype=float)
    p, r = np.divide(common(0, 0), lengths, out=np.zeros(2), where=lengths > 0)
    return p, r, 2 * p * r / max(p + r, 1e-12)
