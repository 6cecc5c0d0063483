import math
from typing import Any

import torch
from torch import Tensor, nn


class CachedAttention(nn.Module):
    """Causal multi-head attention that is fed a few tokens at a time and remembers the keys and values before them.

    Has four nn.Linear(d_model, d_model), q_proj, k_proj, v_proj and o_proj, and an nn.Embedding(max_len, d_model),
    pos_emb, whose row p is added to the token at position p before anything is projected.
    """

    def __init__(self, d_model: int, num_heads: int, max_len: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, cache: Any = None) -> tuple[Tensor, Any]:
        """x: (B, T, d_model), the new tokens. cache: None at the start, afterwards what the last call returned.

        Returns the outputs of the new tokens, (B, T, d_model), and the cache for the next call.
        """
        raise NotImplementedError
