import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).sum(-1)
    drawn = torch.einsum("bkd,bd->bk", neg, center)
    loss = -torch.cat([true[:, None], drawn], 1).log_softmax(1)[:, 0]
    return loss.mean()
