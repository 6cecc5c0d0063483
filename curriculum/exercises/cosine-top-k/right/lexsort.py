import numpy as np


def top_k(query, docs, k):
    dots = np.einsum("nd,d->n", docs, query)
    lengths = np.sqrt(np.einsum("nd,nd->n", docs, docs) * np.dot(query, query))
    scores = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)
    order = np.lexsort((np.arange(len(docs)), -scores))[: min(k, len(docs))]
    return order, np.take(scores, order)


