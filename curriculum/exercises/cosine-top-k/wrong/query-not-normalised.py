import numpy as np


def top_k(query, docs, k):
    q = query
    d = docs / np.maximum(np.linalg.norm(docs, axis=1, keepdims=True), 1e-12)
    scores = d @ q
    order = np.argsort(-scores, kind="stable")[:k]
    return order, scores[order]
