import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    deviation, mean = torch.std_mean(rewards, dim=-1, correction=ddof, keepdim=True)
    return (rewards - mean) / (deviation + eps)


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    adv = adv.view(-1, 1).repeat(1, logp.size(1))
    importance = torch.exp(logp) / torch.exp(old)
    better = torch.min(importance * adv, importance.clamp(1 - eps, 1 + eps) * adv)
    objective = better - beta * (logp - ref)
    kept = objective * mask
    match agg:
        case "seq-mean":
            value = (kept.sum(dim=1) / mask.sum(dim=1)).mean()
        case "token-mean":
            value = objective[mask].mean()
        case _:
            value = kept.mean()
    return -value
