import torch
from torch.nn import BCEWithLogitsLoss


def negative_sampling_loss(center, pos, neg):
    everyone = torch.cat((neg, pos.unsqueeze(1)), 1)
    logits = (everyone * center.unsqueeze(1)).sum(-1)
    target = torch.zeros_like(logits)
    target[:, -1] = 1.0
    return BCEWithLogitsLoss()(logits, target)
