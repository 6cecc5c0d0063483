import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    with torch.no_grad():
        a, before = adv * 1, old_logp * 1
    shift = logp - before
    near = torch.max(torch.min(shift, torch.full_like(shift, eps)), torch.full_like(shift, -eps))
    worst = torch.max(-a * shift.exp(), -a * near.exp())
    w = torch.ones_like(worst) if mask is None else mask.double().to(worst.dtype)
    return (worst * w).sum() / w.sum()
