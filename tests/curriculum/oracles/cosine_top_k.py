"""Whom cosine-top-k agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """FAISS's exact inner product on normalised vectors; ties and zero vectors by sorting in plain Python."""
    import faiss

    rng = np.random.default_rng()
    for count, dims, k in ((200, 16, 10), (7, 3, 7), (50, 8, 1)):
        docs = (rng.standard_normal((count, dims)) * rng.uniform(0.1, 9, (count, 1))).astype(np.float32)
        query = rng.standard_normal(dims).astype(np.float32) * 4
        index = faiss.IndexFlatIP(dims)
        normed, wanted = docs.copy(), query[None].copy()
        faiss.normalize_L2(normed)
        faiss.normalize_L2(wanted)
        index.add(normed)
        theirs, places = index.search(wanted, k)
        order, scores = solution.top_k(query, docs, k)
        assert np.abs(scores - theirs[0]).max() < 1e-5, "similarities"
        near = np.abs(np.diff(theirs[0])) < 1e-5  # rounding in float32 may exchange neighbours
        assert near.any() or (order == places[0]).all(), "indices"
    docs = np.array([[1.0, 0.0], [0.0, 0.0], [2.0, 0.0], [0.0, -1.0], [0.0, 0.0]])
    order, scores = solution.top_k(np.array([1.0, 1.0]), docs, 9)
    assert order.tolist() == [0, 2, 1, 4, 3]
    assert np.allclose(scores, [0.5**0.5, 0.5**0.5, 0, 0, -(0.5**0.5)])
