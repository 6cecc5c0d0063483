import torch


def grpo_adv(rewards, eps=1e-4, ddof=1):
    """Group by group, the deviation by hand."""
    groups = rewards.reshape(-1, rewards.shape[-1])
    out = []
    for group in groups:
        centred = group - group.sum() / len(group)
        out.append(centred / ((centred**2).sum() / (len(group) - ddof)).sqrt().add(eps))
    return torch.stack(out).reshape(rewards.shape)


def grpo_loss(logp, old, ref, adv, mask, eps, beta, agg):
    """Sequence by sequence."""
    sums, counts = [], []
    for new, before, base, a, keep in zip(logp, old.data, ref.data, adv.tolist(), mask):
        new, before, base = new[keep], before[keep], base[keep]
        ratio = torch.exp(new) / torch.exp(before)
        bounded = ratio.clamp(max=1 + eps) if a > 0 else ratio.clamp(min=1 - eps)
        penalty = torch.exp(base - new) - 1 + (new - base)
        sums.append((penalty * beta - bounded * a).sum())
        counts.append(len(new))
    if agg == "seq-mean":
        return sum(s / c for s, c in zip(sums, counts)) / len(sums)
    return sum(sums) / (sum(counts) if agg == "token-mean" else mask.shape[0] * mask.shape[1])
