from collections import Counter
from math import e


def corpus_bleu(hyps, refs, n=4):
    def grams(sentence, k):
        return Counter(zip(*(sentence[i:] for i in range(k))))

    product, c, r = 1.0, 0, 0
    for k in range(1, n + 1):
        numerator, denominator = 0, 0
        for hyp, candidates in zip(hyps, refs):
            counts, tables = grams(hyp, k), [grams(ref, k) for ref in candidates]
            numerator += sum(min(count, max(t[gram] for t in tables)) for gram, count in counts.items())
            denominator += max(len(hyp) - k + 1, 0)
        product *= numerator / denominator if denominator else 0.0
    for hyp, candidates in zip(hyps, refs):
        c += len(hyp)
        _, closest = min((abs(len(ref) - len(hyp)), len(ref)) for ref in candidates)
        r += closest
    if c == 0:
        return 0.0
    return product ** (1 / n) * (e ** (1 - r / c) if c < r else 1.0)
