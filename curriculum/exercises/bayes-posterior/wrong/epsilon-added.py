import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    product = prior * likelihood + 1e-12
    return product / product.sum()
