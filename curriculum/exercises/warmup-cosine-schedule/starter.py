import math


def lr_at(step: int, max_lr: float, min_lr: float, warmup: int, total: int) -> float:
    """The learning rate of a step, counted from 0.

    It climbs in a straight line from 0 to max_lr in the first `warmup` steps, falls along half a cosine to min_lr at
    step `total`, and stays there.
    """
    raise NotImplementedError
