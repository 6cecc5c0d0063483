import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    """Ratios of ratios; only what is returned leaves the graph."""
    gap = (pi_c - pi_r) - (ref_c - ref_r)
    loss = F.binary_cross_entropy_with_logits(beta * gap, torch.ones_like(gap))
    with torch.no_grad():
        return loss, (pi_c - ref_c) * beta, (pi_r - ref_r) * beta
