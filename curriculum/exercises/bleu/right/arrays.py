from collections import Counter

import numpy as np


def statistics(hyp, group, n):
    """One row: matches of orders 1 to n, totals of orders 1 to n, length, closest reference length."""
    row = np.zeros(2 * n + 2)
    for k in range(n):
        mine = Counter(tuple(hyp[i : i + k + 1]) for i in range(len(hyp) - k))
        theirs = [Counter(tuple(ref[i : i + k + 1]) for i in range(len(ref) - k)) for ref in group]
        row[k] = sum(min(m, max(t.get(gram, 0) for t in theirs)) for gram, m in mine.items())
        row[n + k] = sum(mine.values())
    lengths = np.array(sorted(len(ref) for ref in group))
    row[-2:] = len(hyp), lengths[np.argmin(np.abs(lengths - len(hyp)))]
    return row


def corpus_bleu(hyps, refs, n=4):
    total = np.sum([statistics(hyp, group, n) for hyp, group in zip(hyps, refs)], axis=0)
    hits, counts, (c, r) = total[:n], total[n : 2 * n], total[2 * n :]
    if (hits == 0).any():
        return 0.0
    return float(np.exp(np.log(hits / counts).mean()) * np.exp(np.minimum(0, 1 - r / c)))
