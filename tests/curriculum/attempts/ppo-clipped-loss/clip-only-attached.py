import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    r = torch.exp(logp) / torch.exp(old_logp)
    r = r.clip(1.0 - eps, 1.0 + eps)
    objective = r * adv
    if mask is not None:
        objective = objective[mask]
    return objective.mean().neg()
