import heapq

import numpy as np


def top_k(query, docs, k):
    eps = np.finfo(docs.dtype).tiny
    q = query / max(np.linalg.norm(query), eps)
    normed = docs / np.maximum(np.linalg.norm(docs, axis=1), eps)[:, None]
    scores = normed.dot(q)
    best = heapq.nlargest(k, range(len(scores)), key=lambda i: (scores[i], -i))
    return np.array(best, dtype=np.int64), scores[best]
