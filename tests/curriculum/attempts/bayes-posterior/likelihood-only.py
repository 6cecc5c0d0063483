import numpy as np


def posterior(prior, likelihood):
    logs = np.log(likelihood)
    m = np.max(logs)
    return np.exp(logs - (m + np.log(np.exp(logs - m).sum())))
