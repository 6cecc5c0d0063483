import numpy as np


def top_k(query: np.ndarray, docs: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices and cosine similarities of the k documents most similar to a query, best first.

    query: (d,); docs: (n, d). Of equal similarities the lower index comes first. A zero vector has similarity 0 to
    everything. Returns two arrays of length min(k, n).
    """
    scores = unit(docs) @ unit(query)  # (n, d) @ (d,) -> (n,)
    order = np.argsort(-scores, kind="stable")[:k]  # stable: equal scores keep their order
    return order, scores[order]


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale the last axis to length one; zero vectors stay zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(norms > 0, norms, 1)
