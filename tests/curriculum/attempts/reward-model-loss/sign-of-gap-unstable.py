import torch


def reward_loss(chosen, rejected, margin=0.0):
    """The probability that the rejected answer wins, by hand."""
    advantage_of_rejected = rejected - chosen + margin
    p = 1.0 / (1.0 + torch.exp(-advantage_of_rejected))
    return torch.mean(-1.0 * p.log())
