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
        if d_model % num_heads != 0:
            raise ValueError(f"num_heads ({num_heads}) must divide d_model ({d_model})")
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.o_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d_model). mask: bool, broadcastable to (B, num_heads, T, T), True = may attend; every row has one.

        Returns (B, T, d_model).
        """
        q = self.split(self.q_proj(x))  # (B, h, T, d)
        k = self.split(self.k_proj(x))
        v = self.split(self.v_proj(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, h, T, T), scaled by the width of one head
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        heads = nn.functional.dropout(torch.softmax(scores, dim=-1), 0.1, self.training) @ v  # (B, h, T, d)
        return self.o_proj(self.merge(heads))  # (B, T, d_model)

    def split(self, x: Tensor) -> Tensor:
        """(B, T, h * d) -> (B, h, T, d)."""
        batch, length, width = x.shape
        return x.reshape(batch, length, self.num_heads, width // self.num_heads).transpose(1, 2)

    def merge(self, heads: Tensor) -> Tensor:
        """(B, h, T, d) -> (B, T, h * d)."""
        batch, _, length, _ = heads.shape
        return heads.transpose(1, 2).reshape(batch, length, -1)
