import math
from collections.abc import Iterable

from torch import nn


def clip_grad_norm(params: Iterable[nn.Parameter], max_norm: float, eps: float = 1e-6) -> float:
    norm = math.sqrt(sum(p.grad.double().square().sum().item() for p in params if p.grad is not None))
    if math.isfinite(norm) and norm > max_norm:
        for p in params:
            if p.grad is not None:
                p.grad.mul_(max_norm / (norm + eps))
    return norm
