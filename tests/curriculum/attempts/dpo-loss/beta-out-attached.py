import torch


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    better, worse = pi_c - ref_c, pi_r - ref_r
    nll = torch.nn.functional.softplus(worse - better)
    return (beta * nll).mean(), better * beta, worse * beta
