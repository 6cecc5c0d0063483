import torch


def kl(logp, logq, kind, mask=None):
    x = logp - logq
    table = dict(k1=x, k2=0.5 * x * x, k3=torch.expm1(-x) + x)
    values = table[kind] * torch.exp(logp)
    if mask is None:
        mask = torch.ones_like(values)
    count = int(mask.sum())
    return torch.sum(values * mask) / count if count else torch.sum(values) * 0
