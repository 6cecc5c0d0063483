import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    total = prior + likelihood
    return total / total.sum()
