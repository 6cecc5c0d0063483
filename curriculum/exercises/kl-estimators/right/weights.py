import torch


def k1(x):
    return x


def k2(x):
    return x.pow(2).mul(0.5)


def k3(x):
    return torch.exp(-x) + x - 1


def kl(logp, logq, kind, mask=None):
    """x = log p - log q, and a weighted mean by einsum."""
    each = globals()[kind](logp - logq).flatten()
    weight = torch.ones_like(each) if mask is None else mask.flatten().to(each.dtype)
    return torch.einsum("n,n->", each, weight) / torch.maximum(weight.sum(), torch.ones_like(weight[0]))
