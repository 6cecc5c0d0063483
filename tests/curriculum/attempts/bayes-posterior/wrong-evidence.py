import numpy as np


def posterior(prior, likelihood):
    share = likelihood / np.linalg.norm(likelihood, 1)
    return np.multiply(share, prior)
