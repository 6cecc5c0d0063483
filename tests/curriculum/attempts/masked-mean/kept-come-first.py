import torch


def masked_mean(x, mask):
    n = mask.sum(1, keepdim=True)
    mask = torch.arange(x.shape[1]) < n
    m = mask.unsqueeze(-1)
    s = torch.where(m, x, 0.0).sum(dim=1)
    return s / mask.sum(dim=1, keepdim=True).clamp(min=1)
