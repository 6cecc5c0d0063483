import math

from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    mean = (nll * mask).sum() / mask.sum()
    return math.exp(-mean.item())
