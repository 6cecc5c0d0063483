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

    def forward(self, x, memory, mem_mask=None):
        batch, length, _ = x.shape
        q = self.q_proj(x).view(batch, length, self.h, self.d).transpose(1, 2)
        k = self.k_proj(memory).view(batch, length, self.h, self.d).transpose(1, 2)
        v = self.v_proj(memory).view(batch, length, self.h, self.d).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d)
        if mem_mask is not None:
            scores = scores.masked_fill(~mem_mask[:, None, None, :], float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        heads = weights @ v
        return self.o_proj(heads.transpose(1, 2).flatten(2))
