import math

import torch
from torch import nn


class CachedAttention(nn.Module):
    def __init__(self, d_model, num_heads, max_len):
        super().__init__()
        self.h, self.d = num_heads, d_model // num_heads
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def split(self, y):
        return y.reshape(y.shape[0], y.shape[1], self.h, self.d).transpose(1, 2)

    def forward(self, x, cache=None):
        length = x.shape[1]
        past = 0 if cache is None else cache.shape[1]
        x = x + self.pos_emb(torch.arange(past, past + length, device=x.device))
        seen = x if cache is None else torch.cat([cache, x], dim=1)
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(seen)), self.split(self.v_proj(seen))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d)
        allowed = torch.ones(scores.shape[-2:], dtype=torch.bool, device=x.device).tril(diagonal=past)
        scores = scores.masked_fill(~allowed, float("-inf"))
        heads = torch.softmax(scores, dim=-1) @ v
        return self.o_proj(heads.transpose(1, 2).reshape(x.shape)), seen
