import numpy as np


def top_k(query: np.ndarray, docs: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices and cosine similarities of the k documents most similar to a query, best first.

    query: (d,); docs: (n, d). Of equal similarities the lower index comes first. A zero vector has similarity 0 to
    everything. Returns two arrays of length min(k, n).
    """
    raise NotImplementedError
