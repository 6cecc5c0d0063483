import math

from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    total, count = 0.0, 0
    for losses, counts in zip(nll.tolist(), mask.tolist()):
        for loss, counted in zip(losses, counts):
            if counted:
                total, count = total + loss, count + 1
    return math.exp(total / count)
