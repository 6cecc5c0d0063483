import math


def clip_grad_norm(params, max_norm, eps=1e-6):
    """As torch does it: a factor that is at most 1, applied always."""
    grads = [p.grad for p in params if p.grad is not None]
    total = math.hypot(*(float(g.float().norm()) for g in grads))
    factor = min(1.0, max_norm / (total + eps)) if math.isfinite(total) else 1.0
    for g in grads:
        g *= factor
    return total
