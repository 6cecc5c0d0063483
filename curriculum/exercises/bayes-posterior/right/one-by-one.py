from fractions import Fraction

import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    joint = [Fraction(float(p)) * Fraction(float(q)) for p, q in zip(prior, likelihood)]  # exact
    evidence = sum(joint)
    return np.array([float(part / evidence) for part in joint])
