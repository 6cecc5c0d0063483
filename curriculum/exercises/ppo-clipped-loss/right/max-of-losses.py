import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    """As most libraries write it: the maximum of two losses."""
    with torch.no_grad():
        weight = torch.ones_like(logp) if mask is None else mask.to(logp.dtype)
        old_logp, adv = old_logp.clone(), adv.clone()
    ratio = (logp - old_logp).exp()
    worst = torch.max(-adv * ratio, -adv * torch.clip(ratio, 1.0 - eps, 1.0 + eps))
    return torch.einsum("bt,bt->", worst, weight) / weight.sum()
