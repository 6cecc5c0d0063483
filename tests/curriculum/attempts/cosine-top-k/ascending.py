import numpy as np


def top_k(query, docs, k):
    norms = np.sqrt(np.square(docs).sum(-1))
    norms[norms == 0] = 1
    size = np.sqrt(query @ query)
    cos = (docs * query).sum(-1) / norms / (size if size > 0 else 1)
    pairs = sorted(enumerate(cos.tolist()), key=lambda pair: pair[1])[:k]
    return np.array([i for i, _ in pairs]), np.array([c for _, c in pairs])
