import numpy as np
from scipy.special import log_softmax


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihood)
    return np.exp(log_softmax(scores))
