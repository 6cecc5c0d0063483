"""Whom standardization agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """scikit-learn's StandardScaler, fitted on train."""
    from sklearn.preprocessing import StandardScaler

    train, test = 5 + 3 * np.random.randn(9, 4), np.random.randn(6, 4)
    scaler = StandardScaler().fit(train)
    for ours, theirs in zip(
        solution.standardize(train, test, 1e-12), (scaler.transform(train), scaler.transform(test)), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-10)
    train[:, 2] = 4.0
    ours = solution.standardize(train, test, 1e-12)[0]
    np.testing.assert_allclose(ours, StandardScaler().fit_transform(train), rtol=1e-9, atol=1e-10)
