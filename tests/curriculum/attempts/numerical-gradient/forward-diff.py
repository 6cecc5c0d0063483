from collections.abc import Callable

import torch
from torch import Tensor


def numeric_grad(f: Callable[[Tensor], Tensor], x: Tensor, h: float = 1e-5) -> Tensor:
    start = x.detach().double()
    here = float(f(start))
    out = []
    for k in range(start.numel()):
        shifted = start.clone(memory_format=torch.contiguous_format)
        shifted.view(-1)[k] += h
        out.append((float(f(shifted)) - here) / h)
    return torch.tensor(out, dtype=torch.float64).view(start.shape)
