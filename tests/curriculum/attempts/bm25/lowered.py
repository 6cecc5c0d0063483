import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    query = [q.lower() for q in query]
    docs = [[w.lower() for w in d] for d in docs]
    N = len(docs)
    if not N:
        return []
    avg = sum(map(len, docs)) / N or 1
    out = []
    for d in docs:
        s = 0.0
        for t in query:
            f = d.count(t)
            if not f:
                continue
            n = sum(t in x for x in docs)
            s += math.log(1 + (N - n + 0.5) / (n + 0.5)) * f * (k1 + 1) / (f + k1 * (1 - b + b * len(d) / avg))
        out.append(s)
    return out
