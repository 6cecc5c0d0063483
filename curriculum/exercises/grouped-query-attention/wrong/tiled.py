import math

import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads:
            raise ValueError("num_heads must divide d_model")
        if num_heads % num_kv_heads:
            raise ValueError("num_kv_heads must divide num_heads")
        self.h, self.h_kv, self.d = num_heads, num_kv_heads, d_model // num_heads
        self.g = num_heads // num_kv_heads
        self.q_proj = nn.Linear(d_model, num_heads * self.d, bias=False)
        self.k_proj = nn.Linear(d_model, num_kv_heads * self.d, bias=False)
        self.v_proj = nn.Linear(d_model, num_kv_heads * self.d, bias=False)
        self.o_proj = nn.Linear(num_heads * self.d, d_model, bias=False)

    def forward(self, x, mask=None):
        batch, length, _ = x.shape
        q = self.q_proj(x).view(batch, length, self.h, self.d).transpose(1, 2)
        k = self.k_proj(x).view(batch, length, self.h_kv, self.d).transpose(1, 2)
        v = self.v_proj(x).view(batch, length, self.h_kv, self.d).transpose(1, 2)
        k = k.repeat(1, self.g, 1, 1)
        v = v.repeat(1, self.g, 1, 1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d)
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        heads = weights @ v
        return self.o_proj(heads.transpose(1, 2).reshape(batch, length, -1))
