import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    """Clips good news only at the top."""
    ratio = (logp - old_logp).exp()
    capped = torch.where(ratio > 1 + eps, torch.ones_like(ratio) * (1 + eps), ratio)
    surrogate = torch.stack([ratio * adv, capped * adv]).amin(dim=0)
    keep = torch.ones_like(ratio, dtype=torch.bool) if mask is None else mask
    return -surrogate[keep].sum() / keep.sum()
