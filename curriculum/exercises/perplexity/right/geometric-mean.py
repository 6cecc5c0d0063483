import torch
from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    """The geometric mean of 1/p over all tokens."""
    p = torch.exp(-nll.double().masked_fill(~mask, 0.0))  # (B, T)
    return p.prod().item() ** (-1.0 / mask.sum().item())
