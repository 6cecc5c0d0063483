import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    old_logp, adv = old_logp.detach(), adv.detach()
    ratio = torch.exp(logp - old_logp)
    plain = ratio * adv
    clipped = torch.clamp(ratio, 1 - eps, 1 + eps) * adv
    each = -torch.minimum(plain, clipped)
    if mask is None:
        return each.sum()
    return (each * mask).sum()
