from torch.nn import functional as F


def dpo_loss(pi_c, pi_r, ref_c, ref_r, beta):
    preferred = pi_c.mul(beta).sub(pi_r.mul(beta))
    loss = sum(-F.logsigmoid(one) for one in preferred) / preferred.numel()
    return loss, pi_c.sub(ref_c).mul(beta), pi_r.sub(ref_r).mul(beta)
