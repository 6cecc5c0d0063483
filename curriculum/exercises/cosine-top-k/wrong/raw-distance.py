import numpy as np


def top_k(query, docs, k):
    q = query
    d = docs
    scores = np.linalg.norm(d - q, axis=1)
    order = np.argsort(scores, kind="stable")[:k]
    return order, scores[order]
