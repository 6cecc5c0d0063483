import torch


def lm_loss(logits, ids, mask=None):
    """One sequence after the other, each with its own mean."""
    losses = []
    for z, y, m in zip(logits, ids, [None] * len(ids) if mask is None else mask):
        logp = z[:-1] - z[:-1].logsumexp(-1, keepdim=True)
        picked = -logp[torch.arange(len(y) - 1), y[1:]]
        losses.append(picked.mean() if m is None else picked[m[1:]].mean())
    return torch.stack(losses).mean()
