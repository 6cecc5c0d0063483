import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    """The minimum written out: an upper bound for good actions, a lower one for bad ones."""
    ratio = torch.exp(logp - old_logp.detach())
    adv = adv.detach()
    bounded = torch.where(adv > 0, ratio.clamp(max=1 + eps), ratio.clamp(min=1 - eps))
    loss = -bounded * adv
    return loss.mean() if mask is None else loss[mask].mean()
