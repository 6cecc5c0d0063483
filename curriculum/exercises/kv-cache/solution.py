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
        self.num_heads = num_heads
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x: Tensor, cache: Any = None) -> tuple[Tensor, Any]:
        """x: (B, T, d_model), the new tokens. cache: None at the start, afterwards what the last call returned.

        Returns the outputs of the new tokens, (B, T, d_model), and the cache for the next call.
        """
        new = x.shape[1]
        past = 0 if cache is None else cache[0].shape[2]
        positions = torch.arange(past, past + new, device=x.device)  # they go on where the cache ends
        x = x + self.pos_emb(positions)
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(x)), self.split(self.v_proj(x))  # (B, h, T, d)
        if cache is not None:
            k = torch.cat([cache[0], k], dim=2)  # (B, h, past + T, d): along time
            v = torch.cat([cache[1], v], dim=2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, h, T, past + T): queries of new tokens only
        keys = torch.arange(past + new, device=x.device)
        scores = scores.masked_fill(keys > positions[:, None], float("-inf"))
        heads = torch.softmax(scores, dim=-1) @ v  # (B, h, T, d)
        return self.o_proj(heads.transpose(1, 2).flatten(2)), (k, v)

    def split(self, y: Tensor) -> Tensor:
        """(B, T, h * d) -> (B, h, T, d)."""
        return y.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
