import numpy as np


def top_k(query, docs, k):
    q = query / (np.linalg.norm(query) + 0.1)
    d = docs / (np.linalg.norm(docs, axis=1, keepdims=True) + 0.1)
    scores = d @ q
    order = np.argsort(-scores, kind="stable")[:k]
    return order, scores[order]
