import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    ratio = torch.exp(logp - old_logp)
    plain = ratio * adv
    clipped = torch.exp(torch.clamp(logp - old_logp, -eps, eps)) * adv
    each = -torch.minimum(plain, clipped)
    if mask is None:
        return each.mean()
    return (each * mask).sum() / mask.sum()
