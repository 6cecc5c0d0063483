import torch


def kl(logp, logq, kind, mask=None):
    d = logq - logp
    if kind == "k1":
        each = -d
    elif kind == "k2":
        each = torch.exp(d) - 1 - d
    else:
        each = d.square() / 2
    if mask is None:
        return each.mean()
    return (each * mask).sum() / mask.sum().clamp(min=1)
