import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    likelihood /= likelihood[prior > 0].max()
    likelihood *= prior
    return likelihood / likelihood.sum()
