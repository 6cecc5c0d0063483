import math
from collections import Counter


def corpus_bleu(hyps, refs, n=4):
    c = r = 0
    total = 0.0
    for hyp, group in zip(hyps, refs):
        c += len(hyp)
        r += min([len(ref) for ref in group], key=lambda size: (abs(size - len(hyp)), size))
    for k in range(1, n + 1):
        shares = []
        for hyp, group in zip(hyps, refs):
            mine = grams(hyp, k)
            theirs = [grams(ref, k) for ref in group]
            hits = sum(min(count, max(t[gram] for t in theirs)) for gram, count in mine.items())
            shares.append(hits / max(sum(mine.values()), 1))
        mean = sum(shares) / len(shares)
        if mean == 0:
            return 0.0
        total += math.log(mean) / n
    return math.exp(total + min(0.0, 1 - r / c))


def grams(tokens, k):
    return Counter(tuple(tokens[i:i + k]) for i in range(len(tokens) - k + 1))
