from collections import defaultdict
from math import log


def bm25_scores(query, docs, k1=1.5, b=0.75):
    postings = defaultdict(dict)  # token -> {document: how often}
    total = 0
    for number, doc in enumerate(docs):
        total += len(doc)
        for token in doc:
            postings[token][number] = postings[token].get(number, 0) + 1
    scores = [0.0] * len(docs)
    for token in query:
        entry = postings.get(token, {})
        weight = log((len(docs) + 1) / (len(entry) + 0.5))  # the same idf, over one denominator
        for number, tf in entry.items():
            relative = len(docs[number]) * len(docs) / total
            scores[number] += weight * (k1 + 1) / (1 + k1 / tf * (1 - b + b * relative))
    return scores
