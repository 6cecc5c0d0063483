import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    centred = rewards - rewards.mean(-1, keepdim=True)
    return centred / centred.square().sum(-1, keepdim=True).div(rewards.shape[-1] - ddof).sqrt()


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    rows = []
    for i in range(len(adv)):
        keep = mask[i]
        new, before, base, a = logp[i][keep], old[i][keep].detach(), ref[i][keep].detach(), float(adv[i])
        ratio = (new - before).exp()
        bounded = torch.clamp(ratio, max=1 + eps) if a > 0 else torch.clamp(ratio, min=1 - eps)
        rows.append(beta * ((base - new).exp() - (base - new) - 1) - bounded * a)
    if agg == "seq-mean":
        return torch.stack([row.mean() for row in rows]).mean()
    everything = torch.cat(rows)
    return everything.mean() if agg == "token-mean" else everything.sum() / logp.numel()
