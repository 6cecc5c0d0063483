import math

import torch
from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    """Through bits a token: 2 to their power is the same number."""
    bits = torch.where(mask, nll, 0.0).sum() / mask.sum() / math.log(2)
    return float(2.0**bits)
