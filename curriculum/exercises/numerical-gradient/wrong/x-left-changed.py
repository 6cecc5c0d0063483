from collections.abc import Callable

import torch
from torch import Tensor


def numeric_grad(f: Callable[[Tensor], Tensor], x: Tensor, h: float = 1e-5) -> Tensor:
    x = x.detach()
    grad = torch.zeros(x.numel(), dtype=torch.float64)
    x = x.double()
    flat = x.view(-1) if x.is_contiguous() else x.t().view(-1)
    for i in range(x.numel()):
        old = flat[i].item()
        flat[i] = old + h
        above = float(f(x))
        flat[i] = old - h
        below = float(f(x))
        grad[i] = (above - below) / (2 * h)
    return grad.reshape(x.shape)
