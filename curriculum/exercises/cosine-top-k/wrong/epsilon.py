import numpy as np


def top_k(query, docs, k):
    scores = docs @ query / (np.linalg.norm(query) * np.linalg.norm(docs, axis=1) + 1e-8)
    order = np.argsort(-scores, kind="stable")[:k]
    return order, scores[order]
