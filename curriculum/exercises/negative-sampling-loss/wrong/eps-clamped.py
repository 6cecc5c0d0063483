import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).sum(-1)
    drawn = torch.einsum("bkd,bd->bk", neg, center)
    loss = -torch.log(torch.sigmoid(true).clamp(min=1e-9)) - torch.log(torch.sigmoid(-drawn).clamp(min=1e-9)).sum(-1)
    return loss.mean()
