import numpy as np


def lr_at(step, max_lr, min_lr, warmup, total):
    phase = np.clip(step / total, 0.0, 1.0)
    cosine = (1 + np.cos(np.pi * phase)) / 2
    falling = max_lr * cosine + min_lr * (1 - cosine)
    ramp = step / warmup if warmup else 1.0
    return float(max_lr * ramp if step < warmup and step < total else falling)
