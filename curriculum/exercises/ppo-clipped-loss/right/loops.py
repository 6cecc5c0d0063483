import torch


def ppo_loss(logp, old_logp, adv, eps, mask=None):
    """Token by token, with the probabilities themselves."""
    new, old = logp.exp().flatten(), old_logp.exp().flatten().tolist()
    counts = [True] * len(old) if mask is None else mask.flatten().tolist()
    gains = []
    for p, q, a, counted in zip(new, old, adv.flatten().tolist(), counts):
        if counted:
            r = p / q
            gains.append(min(r * a, min(max(r, r.new_tensor(1 - eps)), r.new_tensor(1 + eps)) * a))
    return -torch.stack(gains).mean()
