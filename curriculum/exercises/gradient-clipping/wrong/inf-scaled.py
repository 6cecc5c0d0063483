import math
from collections.abc import Iterable

from torch import nn


def clip_grad_norm(params: Iterable[nn.Parameter], max_norm: float, eps: float = 1e-6) -> float:
    grads = [parameter.grad for parameter in params if parameter.grad is not None]
    norm = math.sqrt(sum(grad.double().square().sum().item() for grad in grads))
    if norm > max_norm:
        for grad in grads:
            grad.mul_(max_norm / (norm + eps))
    return norm
