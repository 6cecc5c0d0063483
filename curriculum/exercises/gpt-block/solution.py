import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class CausalSelfAttention(nn.Module):
    """Several heads, none of which looks ahead."""

    def __init__(self, d: int, h: int, dropout: float) -> None:
        super().__init__()
        self.h = h
        self.c_attn = nn.Linear(d, 3 * d)  # q, k and v in one product
        self.c_proj = nn.Linear(d, d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        B, T, D = x.shape
        q, k, v = (y.reshape(B, T, self.h, D // self.h).transpose(1, 2) for y in self.c_attn(x).split(D, dim=-1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(D // self.h)  # (B, h, T, T)
        seen = torch.ones(T, T, dtype=torch.bool, device=x.device).tril()  # row: query, column: key
        weights = torch.softmax(scores.masked_fill(~seen, float("-inf")), dim=-1)
        heads = self.dropout(weights) @ v  # (B, h, T, D / h)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T, D))


class MLP(nn.Module):
    """Four times as wide, and back."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.c_fc = nn.Linear(d, 4 * d)
        self.c_proj = nn.Linear(4 * d, d)

    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class GPTBlock(nn.Module):
    """One decoder block of GPT-2, pre-norm: causal self-attention, then an MLP, each with a residual connection.

    Parameters: ln_1 and ln_2 (LayerNorm), attn.c_attn (Linear d -> 3d: q, k, v), attn.c_proj (Linear d -> d),
    mlp.c_fc (Linear d -> 4d), mlp.c_proj (Linear 4d -> d).
    """

    def __init__(self, d: int, h: int, dropout: float = 0.0) -> None:
        """d: width; h: number of heads, which divides d; dropout: for training only."""
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn = CausalSelfAttention(d, h, dropout)
        self.mlp = MLP(d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, T, d). Returns (B, T, d); position t depends on positions 0 to t only."""
        x = x + self.dropout(self.attn(self.ln_1(x)))  # move information between positions
        return x + self.dropout(self.mlp(self.ln_2(x)))  # work on each position
