import math

import torch


def clip_grad_norm(params, max_norm, eps=1e-6):
    kept = list(filter(lambda p: p.grad is not None, params))
    total = 0.0
    for p in kept:
        total += float(torch.sqrt((p.grad.to(torch.float64) ** 2).sum()))
    shrink = max_norm / (total + eps)
    if total > max_norm and math.isfinite(total):
        for p in kept:
            p.grad *= shrink
    return total
