from collections import Counter
from math import log1p


def bm25_scores(query, docs, k1=1.5, b=0.75):
    bags = list(map(Counter, docs))
    wanted = {token: sum(1 for bag in bags if token in bag) for token in query}
    mean = sum(bag.total() for bag in bags) / max(len(bags), 1)
    result = []
    for bag in bags:
        parts = {
            token: log1p((len(bags) - n + 0.5) / (n + 0.5))
            * bag[token]
            * (1 + k1)
            / (bag[token] + k1 * (1 + b * (bag.total() / mean - 1)))
            for token, n in wanted.items()
            if bag[token]
        }
        result.append(sum(parts.values()))
    return result
