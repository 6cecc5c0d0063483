import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    query = [token.lower() for token in query]
    docs = [[token.lower() for token in doc] for doc in docs]
    total = len(docs)
    avgdl = sum(len(doc) for doc in docs) / total if total else 0
    scores = []
    for doc in docs:
        score = 0.0
        for token in query:
            tf = doc.count(token)
            if tf == 0:
                continue
            n = sum(token in other for other in docs)
            idf = math.log(1 + (total - n + 0.5) / (n + 0.5))
            norm = 1 - b + b * len(doc) / avgdl
            score += idf * tf * (k1 + 1) / (tf + k1 * norm)
        scores.append(score)
    return scores
