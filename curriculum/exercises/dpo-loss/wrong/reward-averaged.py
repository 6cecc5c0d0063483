import torch
import torch.nn.functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    ref_c, ref_r = ref_c.detach(), ref_r.detach()
    chosen = beta * (pi_c - ref_c)
    rejected = beta * (pi_r - ref_r)
    loss = -F.logsigmoid(chosen - rejected).mean()
    return loss, chosen.mean().detach(), rejected.mean().detach()
