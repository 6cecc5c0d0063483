import math

import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h, self.d = num_heads, d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def split(self, y):
        return y.reshape(y.shape[0], y.shape[1], self.h, self.d).transpose(1, 2)

    def forward(self, x, memory, mem_mask=None):
        q = self.split(self.q_proj(x))
        k = self.split(self.k_proj(memory))
        v = self.split(self.v_proj(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d)
        if mem_mask is not None:
            scores = scores.masked_fill(~mem_mask[:, None, None, :], -100.0)
        weights = torch.softmax(scores, dim=-1)
        heads = weights @ v
        return self.o_proj(heads.transpose(1, 2).flatten(2))
