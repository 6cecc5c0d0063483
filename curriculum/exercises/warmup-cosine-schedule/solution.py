import math


def lr_at(step: int, max_lr: float, min_lr: float, warmup: int, total: int) -> float:
    """The learning rate of a step, counted from 0.

    It climbs in a straight line from 0 to max_lr in the first `warmup` steps, falls along half a cosine to min_lr at
    step `total`, and stays there.
    """
    if step >= total:
        return min_lr
    if step < warmup:
        return max_lr * step / warmup
    progress = (step - warmup) / (total - warmup)  # 0 at the peak, 1 at the end
    share = 0.5 * (1.0 + math.cos(math.pi * progress))  # 1 at the peak, 0 at the end
    return min_lr + share * (max_lr - min_lr)
