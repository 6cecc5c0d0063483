import torch


def negative_sampling_loss(center, pos, neg):
    """-log sigmoid(x) = log(e^0 + e^-x), stably."""
    drawn = (neg * center.unsqueeze(1)).sum(2)
    signed = torch.cat([-(center * pos).sum(1, keepdim=True), drawn], 1)
    return torch.logaddexp(signed, torch.zeros_like(signed)).sum(1).mean(0)
