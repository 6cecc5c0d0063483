import itertools
from collections.abc import Callable

import torch
from torch import Tensor


def numeric_grad(f: Callable[[Tensor], Tensor], x: Tensor, h: float = 1e-5) -> Tensor:
    """Return the gradient of f at x by central differences, in float64, of the shape of x.

    f: takes a tensor of the shape of x and returns a tensor with one element. x is left as it was.
    """
    point = x.detach().to(torch.float64, copy=True)  # ours: x itself is never touched
    flat = point.reshape(-1)
    grad = torch.zeros_like(flat)
    for index in range(flat.numel()):
        value = flat[index].item()
        flat[index] = value + h
        above = f(point).item()
        flat[index] = value - h
        below = f(point).item()
        flat[index] = value  # put back exactly, or every later difference is taken elsewhere
        grad[index] = (above - below) / (2 * h)
    return grad.view(x.shape)
