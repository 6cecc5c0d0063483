import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    ratio = prior / likelihood
    return ratio / ratio.sum()
