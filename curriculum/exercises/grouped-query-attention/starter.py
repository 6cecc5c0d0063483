import math

import torch
from torch import Tensor, nn


class GroupedQueryAttention(nn.Module):
    """Self-attention in which num_heads query heads share num_kv_heads heads of keys and values.

    Has q_proj and o_proj, nn.Linear(d_model, d_model), and k_proj and v_proj, nn.Linear(d_model, num_kv_heads * d)
    with d = d_model // num_heads. None of them has a bias.
    """

    def __init__(self, d_model: int, num_heads: int, num_kv_heads: int) -> None:
        """Raise ValueError unless num_heads divides d_model and num_kv_heads divides num_heads."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d_model). mask: bool, broadcastable to (B, num_heads, T, T), True = may look; every row has one.

        Query head i looks at key and value head i // (num_heads // num_kv_heads). Returns (B, T, d_model).
        """
        raise NotImplementedError
