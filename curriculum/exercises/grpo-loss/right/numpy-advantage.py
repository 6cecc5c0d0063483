import numpy as np
import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    """Rewards are plain numbers, so NumPy will do."""
    r = rewards.detach().cpu().numpy()
    out = (r - r.mean(-1, keepdims=True)) / (r.std(-1, keepdims=True, ddof=ddof) + eps)
    return torch.from_numpy(np.ascontiguousarray(out)).to(rewards)


def clip_term(logp, old, adv, eps):
    ratio = torch.exp(logp - old)
    return torch.where(adv >= 0, torch.clamp(ratio, max=1 + eps), torch.clamp(ratio, min=1 - eps)) * adv


def aggregate(x, mask, agg):
    if agg == "seq-mean":
        return torch.stack([row[keep].mean() for row, keep in zip(x, mask)]).mean()
    kept = x[mask]
    return kept.mean() if agg == "token-mean" else kept.sum() / x.numel()


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    """The two terms aggregated one by one."""
    old, ref, adv = (value.detach() for value in (old, ref, adv))
    gain = clip_term(logp, old, adv.reshape(-1, 1).expand_as(logp), eps)
    k3 = torch.exp(ref - logp) - (ref - logp) - 1
    return beta * aggregate(k3, mask, agg) - aggregate(gain, mask, agg)
