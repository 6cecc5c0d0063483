import numpy as np


def lr_at(step, max_lr, min_lr, warmup, total):
    """Corners joined by np.interp; (1 + cos a) / 2 is cos(a / 2) squared."""
    if step < warmup and step < total:
        return float(np.interp(step, [0, warmup], [0.0, max_lr]))
    angle = np.interp(step, [warmup, total], [0.0, np.pi]) if total > warmup else np.pi
    share = np.cos(angle / 2) ** 2
    return float(share * max_lr + (1 - share) * min_lr)
