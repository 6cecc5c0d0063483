import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    """Policy's gap minus reference's gap, as in the paper's own code."""
    pi_gap = pi_c - pi_r
    ref_gap = (ref_c - ref_r).detach()
    losses = -F.logsigmoid(beta * (pi_gap - ref_gap))
    return losses.mean(), beta * (pi_c - ref_c).detach(), beta * (pi_r - ref_r).detach()
