import numpy as np


def bm25_scores(query, docs, k1=1.5, b=0.75):
    if not query or not docs:
        return [0.0] * len(docs)
    tf = np.array([[doc.count(token) for token in query] for doc in docs], dtype=float)  # (N, tokens of the query)
    df = (tf > 0).sum(axis=0)
    idf = np.log1p((len(docs) - df + 0.5) / (df + 0.5))
    lengths = np.array([len(doc) for doc in docs], dtype=float)[:, None]
    norm = 1 - b + b * lengths / max(lengths.mean(), 1e-9)
    parts = np.divide(tf * (k1 + 1), tf + k1 * norm, out=np.zeros_like(tf), where=tf > 0)
    return (parts * idf).sum(axis=1)
