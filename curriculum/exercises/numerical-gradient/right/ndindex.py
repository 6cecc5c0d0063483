from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor


def numeric_grad(f: Callable[[Tensor], Tensor], x: Tensor, h: float = 1e-5) -> Tensor:
    values = x.detach().cpu().numpy().astype(np.float64)
    grad = np.zeros_like(values)
    for index in np.ndindex(values.shape):
        ends = []
        for side in (h, -h):
            moved = values.copy()
            moved[index] += side
            ends.append(float(f(torch.from_numpy(moved).to(x.device) if moved.ndim else torch.tensor(float(moved), dtype=torch.float64))))
        grad[index] = (ends[0] - ends[1]) / h / 2
    return torch.as_tensor(grad)
