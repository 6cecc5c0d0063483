import torch


def masked_mean(x, mask):
    m = mask.to(x)
    numerator = torch.einsum("btd,bt->bd", x, m)
    denominator = m.sum(-1)
    denominator = torch.where(denominator == 0, torch.ones_like(denominator), denominator)
    return numerator / denominator[:, None]
