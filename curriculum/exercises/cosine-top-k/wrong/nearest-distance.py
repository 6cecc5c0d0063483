import numpy as np


def top_k(query, docs, k):
    q = query / max(np.linalg.norm(query), 1e-12)
    d = docs / np.maximum(np.linalg.norm(docs, axis=1, keepdims=True), 1e-12)
    scores = np.linalg.norm(d - q, axis=1)
    order = np.argsort(scores, kind="stable")[:k]
    return order, scores[order]
