import numpy as np


def top_k(query, docs, k):
    similarities = np.array([np.vdot(doc, query) / np.sqrt(np.vdot(doc, doc) * np.vdot(query, query)) for doc in docs])
    best = (-similarities).argsort(kind="mergesort")
    return best[:k], similarities.take(best[:k])
