import numpy as np


def posterior(prior, likelihood):
    prior = prior / np.sum(prior)
    joint = [p * q for p, q in zip(prior, likelihood, strict=True)]
    return np.array(joint) / sum(joint)
