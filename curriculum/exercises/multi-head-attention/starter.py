import math

import torch
from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    """Self-attention in several heads, each in its own slice of the features.

    Has four nn.Linear(d_model, d_model): q_proj, k_proj, v_proj and o_proj.
    """

    def __init__(self, d_model: int, num_heads: int, bias: bool = True) -> None:
        """Raise ValueError if num_heads does not divide d_model. bias: whether the four projections have one."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d_model). mask: bool, broadcastable to (B, num_heads, T, T), True = may attend; every row has one.

        Returns (B, T, d_model).
        """
        raise NotImplementedError
