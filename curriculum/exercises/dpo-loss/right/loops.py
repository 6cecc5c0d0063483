import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    """Pair by pair, as a two-class problem."""
    losses, good, bad = [], [], []
    for a, b, c, d in zip(pi_c, pi_r, ref_c.data, ref_r.data):
        rewards = beta * torch.stack([a - c, b - d])
        losses.append(-F.log_softmax(rewards, dim=0)[0])
        good.append(rewards[0].detach())
        bad.append(rewards[1].detach())
    return sum(losses) / len(losses), torch.stack(good), torch.stack(bad)
