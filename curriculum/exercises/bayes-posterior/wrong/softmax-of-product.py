import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    weights = np.exp(prior * likelihood)
    return weights / weights.sum()
