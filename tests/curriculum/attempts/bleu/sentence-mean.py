import numpy as np


def one(candidate, references, n):
    ps = np.zeros(n)
    for k in range(1, n + 1):
        mine = [tuple(candidate[j : j + k]) for j in range(len(candidate) - k + 1)]
        pools = [[tuple(r[j : j + k]) for j in range(len(r) - k + 1)] for r in references]
        good = sum(min(mine.count(g), max(pool.count(g) for pool in pools)) for g in set(mine))
        ps[k - 1] = good / len(mine) if mine else 0
    if not ps.all():
        return 0.0
    lengths = sorted(map(len, references))
    nearest = min(lengths, key=lambda size: abs(size - len(candidate)))
    bp = 1 if len(candidate) >= nearest else np.exp(1 - nearest / len(candidate))
    return bp * np.exp(np.mean(np.log(ps)))


def corpus_bleu(hyps, refs, n=4):
    return float(np.mean([one(h, r, n) for h, r in zip(hyps, refs, strict=False)]))
