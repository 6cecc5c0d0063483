import torch


def kl(logp, logq, kind, mask=None):
    d = logq - logp
    if kind == "k1":
        each = -d
    elif kind == "k2":
        each = -d
    else:
        each = -d
    if mask is None:
        return each.mean()
    return (each * mask).sum() / mask.sum()
