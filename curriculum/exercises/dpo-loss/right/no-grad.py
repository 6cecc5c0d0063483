import torch
from torch.nn.functional import softplus


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    """The rewards under no_grad; softplus."""
    with torch.no_grad():
        rewards = torch.stack([pi_c - ref_c, pi_r - ref_r]) * beta
        offset = ref_c - ref_r
    return softplus(beta * (pi_r - pi_c + offset)).mean(), rewards[0], rewards[1]
