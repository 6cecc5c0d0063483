from math import cos, pi


def lr_at(step, max_lr, min_lr, warmup, total):
    if step < min(warmup, total):
        return step * (max_lr / warmup)
    t = min(1.0, (step - warmup) / max(1, total - warmup)) if total > warmup else 1.0
    middle, swing = (max_lr + min_lr) / 2, (max_lr - min_lr) / 2
    return middle + swing * cos(pi * t)
