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
        if d_model % num_heads != 0:
            raise ValueError(f"num_heads ({num_heads}) must divide d_model ({d_model})")
        if num_heads % num_kv_heads != 0:
            raise ValueError(f"num_kv_heads ({num_kv_heads}) must divide num_heads ({num_heads})")
        self.head_dim = d_model // num_heads
        self.group = num_heads // num_kv_heads  # how many query heads share one head of keys and values
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, num_kv_heads * self.head_dim, bias=False)
        self.v_proj = nn.Linear(d_model, num_kv_heads * self.head_dim, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d_model). mask: bool, broadcastable to (B, num_heads, T, T), True = may look; every row has one.

        Query head i looks at key and value head i // (num_heads // num_kv_heads). Returns (B, T, d_model).
        """
        q = self.split(self.q_proj(x))  # (B, h, T, d)
        k = self.split(self.k_proj(x)).repeat_interleave(self.group, dim=1)  # (B, h_kv, T, d) -> (B, h, T, d)
        v = self.split(self.v_proj(x)).repeat_interleave(self.group, dim=1)  # 0 0 0 1 1 1, not 0 1 0 1 0 1
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, h, T, T)
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        heads = torch.softmax(scores, dim=-1) @ v  # (B, h, T, d)
        return self.o_proj(heads.transpose(1, 2).flatten(2))  # (B, T, d_model)

    def split(self, y: Tensor) -> Tensor:
        """(B, T, n * d) -> (B, n, T, d), for any number n of heads."""
        return y.unflatten(-1, (-1, self.head_dim)).transpose(1, 2)
