from collections import Counter
from math import exp, log
from statistics import fmean


def corpus_bleu(hyps, refs, n=4):
    score = 0.0
    for k in range(n):
        num = den = 0
        for i, hyp in enumerate(hyps):
            h = Counter(map(tuple, (hyp[j : j + k + 1] for j in range(len(hyp) - k))))
            limit = Counter()
            for ref in refs[i]:
                limit |= Counter(map(tuple, (ref[j : j + k + 1] for j in range(len(ref) - k))))
            num += (h & limit).total()
            den += h.total()
        if num == 0:
            return 0.0
        score += log(num / den) / n
    length = sum(map(len, hyps))
    wanted = sum(fmean(map(len, group)) for group in refs)
    if length < wanted:
        score += 1 - wanted / length
    return exp(score)
