"""Whom pairwise-squared-distances agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """SciPy's cdist."""
    from scipy.spatial.distance import cdist

    for n, m, d in ((4, 6, 3), (5, 5, 1), (1, 7, 2)):
        X, Y = np.random.randn(n, d), np.random.randn(m, d)
        ours = solution.pairwise_sq_dists(X, Y)
        theirs = cdist(X, Y, "sqeuclidean")
        assert ours.shape == theirs.shape and ours.dtype == np.float64
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)
