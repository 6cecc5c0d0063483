import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).sum(-1)
    drawn = (center * neg.mean(1)).sum(-1, keepdim=True)
    loss = -F.logsigmoid(true) - F.logsigmoid(-drawn).sum(-1)
    return loss.mean()
