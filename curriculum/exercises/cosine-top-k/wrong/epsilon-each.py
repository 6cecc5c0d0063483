import numpy as np


def top_k(query, docs, k):
    q = query / (np.linalg.norm(query) + 1e-8)
    d = docs / (np.linalg.norm(docs, axis=1, keepdims=True) + 1e-8)
    scores = d @ q
    order = np.argsort(-scores, kind="stable")[:k]
    return order, scores[order]
