"""Whom stable-softmax agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """SciPy's softmax."""
    from scipy.special import softmax

    x = 3 * np.random.randn(3, 5, 4)
    x[0, 1, 2] = -np.inf
    for axis in (-1, 0, 1, 2, -2):
        for shift in (0.0, 1e4, -1e4):
            ours = solution.softmax(x + shift, axis=axis)
            np.testing.assert_allclose(ours, softmax(x + shift, axis=axis), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(solution.softmax(x), softmax(x, axis=-1), rtol=1e-9, atol=1e-12)
