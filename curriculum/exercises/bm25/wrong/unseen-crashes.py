import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    total = len(docs)
    idfs = {token: math.log(1 + (total - n + 0.5) / (n + 0.5)) for token in set(sum(docs, [])) for n in [sum(token in other for other in docs)]}
    avgdl = sum(len(doc) for doc in docs) / total if total else 0
    scores = []
    for doc in docs:
        score = 0.0
        for token in query:
            tf = doc.count(token)
            idf = idfs[token]
            norm = 1 - b + b * len(doc) / max(avgdl, 1e-9)
            score += idf * tf * (k1 + 1) / (tf + k1 * norm + (1e-9 if not tf else 0))
        scores.append(score)
    return scores
