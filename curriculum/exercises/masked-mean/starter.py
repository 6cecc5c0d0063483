import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the kept tokens of each row. x: (B, T, D); mask: bool (B, T), True = keep. Returns (B, D).

    A row of which nothing is kept gives zeros.
    """
    raise NotImplementedError
