import torch


def bce_with_logits(z, y, pos_weight=None):
    w = 1 if pos_weight is None else pos_weight
    sp = torch.where(z > 0, z + torch.log1p(torch.exp(-z)), torch.log1p(torch.exp(z)))
    sn = torch.where(z > 0, torch.log1p(torch.exp(-z)), -z + torch.log1p(torch.exp(z)))
    return (w * y * sn + (1 - y) * sp).mean()
