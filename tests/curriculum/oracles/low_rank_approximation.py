"""Whom low-rank-approximation agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """scikit-learn's TruncatedSVD, and the theorem of Eckart and Young."""
    from sklearn.decomposition import TruncatedSVD

    for m, n, k in ((5, 8, 2), (6, 6, 3), (7, 4, 1)):
        A = np.random.randn(m, n)
        B, C = solution.low_rank(A, k)
        assert B.shape == (m, k) and C.shape == (k, n)
        other = TruncatedSVD(k, algorithm="arpack")
        np.testing.assert_allclose(B @ C, other.inverse_transform(other.fit_transform(A)), atol=1e-8)
        least = np.sqrt((np.linalg.svd(A)[1][k:] ** 2).sum())
        np.testing.assert_allclose(np.linalg.norm(A - B @ C), least, rtol=1e-9)
