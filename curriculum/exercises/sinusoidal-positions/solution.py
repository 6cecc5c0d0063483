import math

import torch
from torch import Tensor


def sinusoidal(n: int, d: int, base: float = 10000.0) -> Tensor:
    """Return the table of sinusoidal positions, float32 of shape (n, d), one row for each position from 0 on.

    Columns 2i and 2i + 1 hold the sine and the cosine of position / base ** (2i / d). An odd d ends with a sine.
    """
    position = torch.arange(n, dtype=torch.float32)[:, None]  # (n, 1)
    even = torch.arange(0, d, 2, dtype=torch.float32)  # 0, 2, 4, ...: the 2i of the formula, one for each pair
    angle = position * torch.exp(-math.log(base) * even / d)  # (n, ceil(d / 2))
    table = torch.empty(n, d, dtype=torch.float32)
    table[:, 0::2] = torch.sin(angle)
    table[:, 1::2] = torch.cos(angle[:, : d // 2])  # with an odd d the last sine has no partner
    return table
