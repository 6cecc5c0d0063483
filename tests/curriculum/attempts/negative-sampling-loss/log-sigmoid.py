import torch


def negative_sampling_loss(center, pos, neg):
    p = 1 / (1 + torch.exp(-torch.einsum("bd,bd->b", center, pos)))
    q = 1 / (1 + torch.exp(torch.einsum("bd,bkd->bk", center, neg)))
    return -(p.log() + q.log().sum(1)).sum() / center.shape[0]
