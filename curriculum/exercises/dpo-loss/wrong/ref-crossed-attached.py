import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    chosen = beta * (pi_c - ref_r)
    rejected = beta * (pi_r - ref_c)
    loss = -F.logsigmoid(chosen - rejected).mean()
    return loss, chosen, rejected
