import torch


def gae(r, v, gamma, lam, done):
    steps = len(r)
    powers = torch.arange(steps)[None, :] - torch.arange(steps)[:, None]
    discounts = torch.triu((gamma * lam) ** powers.clamp(min=0).to(r.dtype))
    return discounts @ (r + gamma * v[1:] - v[:-1])
