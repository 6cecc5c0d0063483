import numpy as np


def top_k(query, docs, k):
    query /= max(np.linalg.norm(query), 1e-12)
    q = query
    docs /= np.maximum(np.linalg.norm(docs, axis=1, keepdims=True), 1e-12)
    d = docs
    scores = d @ q
    order = np.argsort(-scores, kind="stable")[:k]
    return order, scores[order]
