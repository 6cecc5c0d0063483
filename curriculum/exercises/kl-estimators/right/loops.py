import math

import torch


def kl(logp, logq, kind, mask=None):
    """One token at a time."""
    keep = torch.ones_like(logp, dtype=torch.bool) if mask is None else mask
    total, count = logp.sum() * 0.0, 0
    for p, q, counts in zip(logp.reshape(-1), logq.reshape(-1), keep.reshape(-1).tolist()):
        if not counts:
            continue
        count += 1
        match kind:
            case "k1":
                total = total + p - q
            case "k2":
                total = total + (p - q) * (p - q) * 0.5
            case "k3":
                total = total + torch.exp(q - p) - (q - p) - 1.0
    return total / max(count, 1)
