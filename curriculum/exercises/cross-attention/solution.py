import math

import torch
from torch import Tensor, nn


class CrossAttention(nn.Module):
    """One sequence asks, another answers: queries from x, keys and values from memory, in several heads.

    Has four nn.Linear(d_model, d_model): q_proj, k_proj, v_proj and o_proj. num_heads divides d_model.
    """

    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x: Tensor, memory: Tensor, mem_mask: Tensor | None = None) -> Tensor:
        """x: (B, Tq, d_model), who asks. memory: (B, Tk, d_model), who is asked.

        mem_mask: bool (B, Tk), True for real tokens, False for padding; each row has a True. Returns (B, Tq, d_model).
        """
        q = self.split(self.q_proj(x))  # (B, h, Tq, d)
        k = self.split(self.k_proj(memory))  # (B, h, Tk, d)
        v = self.split(self.v_proj(memory))  # (B, h, Tk, d)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, h, Tq, Tk): no triangle, memory is all known
        if mem_mask is not None:
            scores = scores.masked_fill(~mem_mask[:, None, None, :], float("-inf"))  # closes columns of memory
        heads = torch.softmax(scores, dim=-1) @ v  # (B, h, Tq, d)
        return self.o_proj(heads.transpose(1, 2).flatten(2))  # (B, Tq, d_model)

    def split(self, y: Tensor) -> Tensor:
        """(B, T, h * d) -> (B, h, T, d), each sequence by its own length."""
        return y.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
