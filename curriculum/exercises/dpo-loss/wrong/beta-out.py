import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    ref_c, ref_r = ref_c.detach(), ref_r.detach()
    chosen = pi_c - ref_c
    rejected = pi_r - ref_r
    loss = -beta * F.logsigmoid(chosen - rejected).mean()
    chosen, rejected = beta * chosen, beta * rejected
    return loss, chosen.detach(), rejected.detach()
