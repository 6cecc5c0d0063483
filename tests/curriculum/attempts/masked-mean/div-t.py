import torch


def masked_mean(x, mask):
    cleaned = x.clone()
    cleaned = cleaned.masked_fill(torch.logical_not(mask)[:, :, None], 0)
    return cleaned.mean(1)
