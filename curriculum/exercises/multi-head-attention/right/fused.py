import math

import torch
import torch.nn.functional as F
from torch import nn


class MultiHeadAttention(nn.Module):
    """The three input projections as one matrix product, batch and heads folded together."""

    def __init__(self, d_model, num_heads, bias=True):
        super().__init__()
        if d_model % num_heads != 0:
            raise ValueError("num_heads must divide d_model")
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.o_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(self, x, mask=None):
        B, T, D = x.shape
        layers = (self.q_proj, self.k_proj, self.v_proj)
        weight = torch.cat([layer.weight for layer in layers])
        bias = None if self.q_proj.bias is None else torch.cat([layer.bias for layer in layers])
        qkv = F.linear(x, weight, bias).view(B, T, 3, self.num_heads, D // self.num_heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).flatten(1, 2).unbind(0)  # each (B * h, T, d)
        scores = torch.bmm(q / math.sqrt(q.shape[-1]), k.mT)
        if mask is not None:
            hidden = ~mask.expand(B, self.num_heads, T, T).reshape(-1, T, T)
            scores = scores + torch.zeros_like(scores).masked_fill(hidden, float("-inf"))
        heads = torch.bmm(F.softmax(scores, dim=-1), v).view(B, self.num_heads, T, -1)
        return self.o_proj(heads.transpose(1, 2).contiguous().view(B, T, D))
