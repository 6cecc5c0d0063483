import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    total = len(docs)
    df = {}
    for doc in docs:
        for token in set(doc):
            df[token] = df.get(token, 0) + 1
    idfs = {token: math.log((total - n + 0.5) / (n + 0.5)) for token, n in df.items()}
    floor = 0.25 * sum(idfs.values()) / max(len(idfs), 1)
    avgdl = sum(len(doc) for doc in docs) / total if total else 0
    scores = []
    for doc in docs:
        score = 0.0
        for token in query:
            tf = doc.count(token)
            if tf == 0:
                continue
            n = sum(token in other for other in docs)
            idf = idfs[token] if idfs[token] >= 0 else floor
            norm = 1 - b + b * len(doc) / avgdl
            score += idf * tf * (k1 + 1) / (tf + k1 * norm)
        scores.append(score)
    return scores
