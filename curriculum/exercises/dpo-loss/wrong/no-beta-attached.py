import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    chosen = pi_c - ref_c
    rejected = pi_r - ref_r
    loss = -F.logsigmoid(chosen - rejected).mean()
    return loss, chosen, rejected
