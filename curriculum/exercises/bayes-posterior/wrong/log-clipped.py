import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    scores = np.log(np.maximum(prior, 1e-12)) + np.log(np.maximum(likelihood, 1e-12))
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()
