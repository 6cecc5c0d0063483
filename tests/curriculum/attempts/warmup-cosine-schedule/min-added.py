from math import cos, pi


def lr_at(step, max_lr, min_lr, warmup, total):
    match (step < total, step < warmup):
        case (True, True):
            return step / warmup * max_lr
        case (True, False):
            remaining = (total - step) / (total - warmup)
            return min_lr + max_lr * (1 - cos(pi * remaining)) / 2
    return min_lr
