from collections.abc import Callable

import torch
from torch import Tensor


def numeric_grad(f: Callable[[Tensor], Tensor], x: Tensor, h: float = 1e-5) -> Tensor:
    base = x.detach()
    pieces = []
    for k in range(base.numel()):
        bump = torch.zeros(base.numel(), dtype=base.dtype)
        bump[k] = h
        bump = bump.reshape(base.shape)
        pieces.append((f(base + bump) - f(base - bump)) / (2 * h))
    return torch.stack([piece.reshape(()) for piece in pieces]).reshape(base.shape)
