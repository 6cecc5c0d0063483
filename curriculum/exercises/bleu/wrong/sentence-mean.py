import math
from collections import Counter


def corpus_bleu(hyps, refs, n=4):
    return sum(sentence(hyp, group, n) for hyp, group in zip(hyps, refs)) / len(hyps)


def sentence(hyp, group, n):
    total = 0.0
    for k in range(1, n + 1):
        mine = grams(hyp, k)
        theirs = [grams(ref, k) for ref in group]
        hits = sum(min(count, max(t[gram] for t in theirs)) for gram, count in mine.items())
        if hits == 0:
            return 0.0
        total += math.log(hits / sum(mine.values()))
    r = min([len(ref) for ref in group], key=lambda size: (abs(size - len(hyp)), size))
    return math.exp(total / n + min(0.0, 1 - r / len(hyp)))


def grams(tokens, k):
    return Counter(tuple(tokens[i:i + k]) for i in range(len(tokens) - k + 1))
