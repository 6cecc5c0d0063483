import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    ratio = (logp - old_logp.detach()).exp()
    adv = adv.detach()
    obj = torch.minimum(ratio, ratio.clamp(1 - eps, 1 + eps)) * adv
    if mask is None:
        return -obj.mean()
    return -obj[mask].mean()
