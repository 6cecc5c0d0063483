import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).sum(-1)
    drawn = torch.einsum("bkd,bd->bk", neg, center)
    loss = -torch.sigmoid(true) - torch.sigmoid(-drawn).sum(-1)
    return loss.mean()
