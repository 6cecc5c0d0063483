import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    N = len(docs)
    out = [0.0 for _ in docs]
    for term in query:
        hits = [(i, d.count(term)) for i, d in enumerate(docs) if term in d]
        w = math.log((N - len(hits) + 0.5) / (len(hits) + 0.5) + 1.0)
        for i, f in hits:
            out[i] += w * f * (k1 + 1.0) / (f + k1)
    return out
