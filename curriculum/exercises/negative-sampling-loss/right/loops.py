import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    total = 0.0
    for c, p, words in zip(center, pos, neg):
        total = total - F.logsigmoid(torch.dot(c, p))
        for n in words:
            total = total - F.logsigmoid(-torch.dot(c, n))
    return total / center.size(0)
