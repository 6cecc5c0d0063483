import math


def lr_at(step: int, max_lr: float, min_lr: float, warmup: int, total: int) -> float:
    if step > total:
        return min_lr
    if step < warmup:
        return max_lr * step / warmup
    progress = (step - warmup) / (total - warmup)
    share = 0.5 * (1.0 + math.cos(math.pi * progress))
    return min_lr + share * (max_lr - min_lr)
