import math

import torch
from torch import Tensor


def sinusoidal(n: int, d: int, base: float = 10000.0) -> Tensor:
    """Return the table of sinusoidal positions, float32 of shape (n, d), one row for each position from 0 on.

    Columns 2i and 2i + 1 hold the sine and the cosine of position / base ** (2i / d). An odd d ends with a sine.
    """
    raise NotImplementedError
