import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    mean = rewards.mean(dim=-1, keepdim=True)
    std = rewards.std(dim=-1, keepdim=True, correction=ddof)
    return (rewards - mean) / (std + 1e-4)


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    old, ref, adv = old.detach(), ref.detach(), adv.detach()
    ratio = torch.exp(logp - old)
    a = adv.unsqueeze(-1)
    gain = torch.minimum(ratio * a, torch.clamp(ratio, 1 - eps, 1 + eps) * a)
    d = ref - logp
    kl = torch.exp(d) - d - 1
    each = beta * kl - gain
    if agg == "seq-mean":
        return ((each * mask).sum(-1) / mask.sum(-1)).mean()
    if agg == "token-mean":
        return (each * mask).sum() / mask.sum()
    return (each * mask).sum() / mask.numel()
