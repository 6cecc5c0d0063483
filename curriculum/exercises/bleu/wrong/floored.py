import math
from collections import Counter


def corpus_bleu(hyps, refs, n=4):
    matches = [0] * n
    totals = [0] * n
    c = 0
    r = 0
    for hyp, group in zip(hyps, refs):
        c += len(hyp)
        r += min([len(ref) for ref in group], key=lambda size: (abs(size - len(hyp)), size))
        for k in range(n):
            mine = grams(hyp, k + 1)
            theirs = [grams(ref, k + 1) for ref in group]
            for gram, count in mine.items():
                matches[k] += min(count, max(t[gram] for t in theirs))
                totals[k] += count
    precisions = [max(m, 0.1) / max(t, 1) for m, t in zip(matches, totals)]
    bp = 1.0 if c > r else math.exp(1 - r / c) if c else 0.0
    return bp * math.exp(sum(math.log(p) for p in precisions) / n)


def grams(tokens, k):
    return Counter(tuple(tokens[i:i + k]) for i in range(len(tokens) - k + 1))
