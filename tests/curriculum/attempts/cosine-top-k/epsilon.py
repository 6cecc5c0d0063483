import numpy as np


def top_k(query, docs, k):
    sims = docs @ query / (np.linalg.norm(query) * np.linalg.norm(docs, axis=1) + 1e-8)
    idx = np.argsort(-sims, kind="stable")[:k]
    return idx, sims[idx]
