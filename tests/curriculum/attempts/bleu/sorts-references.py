import math
from collections import Counter


def G(t, k):
    return Counter(tuple(t[i : i + k]) for i in range(len(t) - k + 1))


def corpus_bleu(hyps, refs, n=4):
    for rs in refs:
        rs.sort(key=len)
    c = sum(map(len, hyps))
    r = sum(min((len(x) for x in rs), key=lambda L: abs(L - len(h))) for h, rs in zip(hyps, refs))
    s = 0
    for k in range(1, n + 1):
        a = b = 0
        for h, rs in zip(hyps, refs):
            hc = G(h, k)
            m = Counter()
            for x in rs:
                m |= G(x, k)
            a += sum((hc & m).values())
            b += sum(hc.values())
        if a == 0:
            return 0.0
        s += math.log(a / b)
    return min(1, math.exp(1 - r / c)) * math.exp(s / n)
