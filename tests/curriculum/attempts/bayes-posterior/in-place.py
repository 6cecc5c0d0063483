import numpy as np


def posterior(prior, likelihood):
    prior /= prior.sum()
    with np.errstate(divide="ignore"):
        lp = np.log(prior) + np.log(likelihood)
    lp -= lp.max()
    w = np.exp(lp)
    return w / w.sum()
