import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    var, mean = torch.var_mean(rewards, dim=-1, correction=ddof, keepdim=True)
    return (rewards - mean) / (var.sqrt() + eps)


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    """All three aggregations as one weighted sum."""
    with torch.no_grad():
        keep = mask.to(logp.dtype)
        weight = {
            "seq-mean": keep / keep.sum(dim=1, keepdim=True) / len(keep),
            "token-mean": keep / keep.sum(),
            "constant": keep / keep.numel(),
        }[agg]
        a, before, base = adv[:, None] * 1.0, old.clone(), ref.clone()
    r = (logp - before).exp()
    policy = torch.maximum(-a * r, -a * torch.clip(r, 1 - eps, 1 + eps))
    penalty = torch.expm1(base - logp) - (base - logp)
    return torch.einsum("nt,nt->", weight, policy + beta * penalty)
