import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    """Return the probability of each hypothesis after the evidence was seen, by Bayes' rule.

    prior: (k,), not negative; it need not sum to 1. likelihood: (k,), P(evidence | hypothesis), possibly as small as
    1e-300. At least one hypothesis is possible. Returns (k,), which sums to 1; prior and likelihood stay as they are.
    """
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihood)  # (k,); log(0) = -inf, and exp makes it 0 again
    weights = np.exp(scores - scores.max())  # the largest is 1, so the sum cannot underflow
    return weights / weights.sum()
