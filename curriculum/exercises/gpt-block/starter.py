import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class GPTBlock(nn.Module):
    """One decoder block of GPT-2, pre-norm: causal self-attention, then an MLP, each with a residual connection.

    Parameters: ln_1 and ln_2 (LayerNorm), attn.c_attn (Linear d -> 3d: q, k, v), attn.c_proj (Linear d -> d),
    mlp.c_fc (Linear d -> 4d), mlp.c_proj (Linear 4d -> d).
    """

    def __init__(self, d: int, h: int, dropout: float = 0.0) -> None:
        """d: width; h: number of heads, which divides d; dropout: for training only."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, T, d). Returns (B, T, d); position t depends on positions 0 to t only."""
        raise NotImplementedError
