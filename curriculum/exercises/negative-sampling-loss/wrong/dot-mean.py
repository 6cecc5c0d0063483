import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).mean(-1)
    drawn = torch.einsum("bkd,bd->bk", neg, center) / center.shape[-1]
    loss = -F.logsigmoid(true) - F.logsigmoid(-drawn).sum(-1)
    return loss.mean()
