import math
from collections.abc import Iterable

from torch import nn


def clip_grad_norm(params: Iterable[nn.Parameter], max_norm: float, eps: float = 1e-6) -> float:
    """Shorten all gradients by one common factor if their joint norm exceeds max_norm; return the norm before that.

    Parameters without gradient are passed over. If the norm is not finite, the gradients stay as they are.
    """
    grads = [parameter.grad for parameter in params if parameter.grad is not None]
    # Squares of float16 overflow beyond 255, so they are taken in float64.
    norm = math.sqrt(sum(grad.double().square().sum().item() for grad in grads))
    if math.isfinite(norm) and norm > max_norm:
        for grad in grads:
            grad.mul_(max_norm / (norm + eps))
    return norm
