import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    true = (center * pos).sum(-1)
    drawn = torch.bmm(neg, center.unsqueeze(2)).squeeze()
    loss = -F.logsigmoid(true) - F.logsigmoid(-drawn).sum(1)
    return loss.mean()
