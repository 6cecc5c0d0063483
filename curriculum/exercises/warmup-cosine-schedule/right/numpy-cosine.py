import numpy as np


def lr_at(step, max_lr, min_lr, warmup, total):
    """NumPy's float64 is a float, too."""
    if step < warmup:
        return max_lr * step / warmup
    if step >= total:
        return min_lr
    t = (step - warmup) / (total - warmup)
    return min_lr + 0.5 * (1 + np.cos(np.pi * t)) * (max_lr - min_lr)
