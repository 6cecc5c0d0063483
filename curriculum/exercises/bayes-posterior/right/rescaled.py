import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    possible = prior > 0
    scaled = likelihood / likelihood[possible].max()  # the largest is 1, so nothing underflows that matters
    joint = np.where(possible, prior * scaled, 0.0)
    return joint / joint.sum()
