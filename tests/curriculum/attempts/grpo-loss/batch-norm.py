import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    """As PPO whitens its advantages."""
    flat = rewards.flatten()
    centre = flat.sum() / flat.numel()
    spread = ((flat - centre).pow(2).sum() / (flat.numel() - ddof)).sqrt()
    return rewards.sub(centre).div(spread + eps)


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    a = adv.data[:, None]
    r = torch.exp(logp - old.data)
    q = ref.data - logp
    x = torch.max(-a * r, -a * r.clip(1 - eps, 1 + eps)) + beta * (torch.expm1(q) - q)
    x = torch.where(mask, x, torch.zeros_like(x))
    if agg == "seq-mean":
        return torch.mean(x.sum(1) / mask.sum(1))
    return x.sum() / (mask.sum() if agg == "token-mean" else x.numel())
