import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        joint = np.log(prior) + np.log(likelihood)
    evidence = np.logaddexp.reduce(joint)
    return np.exp(joint - evidence)
