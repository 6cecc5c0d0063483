import torch


def kl(logp, logq, kind, mask=None):
    d = logq - logp
    if kind == "k1":
        each = -d
    elif kind == "k2":
        each = d.square() / 2
    else:
        each = torch.exp(d) - 1 - d
    if mask is None:
        return each.mean()
    return ((each * mask).sum(dim=-1) / mask.sum(dim=-1).clamp(min=1)).mean()
