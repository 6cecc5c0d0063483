import math
from collections import Counter
from statistics import fmean


def bm25_scores(query, docs, k1=1.5, b=0.75):
    tables = [Counter(doc) for doc in docs]
    avgdl = fmean(len(doc) for doc in docs) if docs else 0

    def idf(token):
        n = sum(token in table for table in tables)
        return math.log((len(docs) - n + 0.5) / (n + 0.5) + 1)

    def one(doc, table):
        present = [(token, times) for token, times in Counter(query).items() if table[token] > 0]
        if not present:
            return 0
        K = k1 * ((1 - b) + b * len(doc) / avgdl)
        return sum(times * idf(token) * ((k1 + 1) * table[token]) / (K + table[token]) for token, times in present)

    return [one(doc, table) for doc, table in zip(docs, tables)]
