import torch
import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    def __init__(self, d, h, p):
        super().__init__()
        self.h, self.p = h, p
        self.in_proj_weight = nn.Parameter(torch.randn(3 * d, d) / d**0.5)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * d))
        self.out_proj = nn.Linear(d, d)

    def forward(self, x, allowed):
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias).unflatten(-1, (3, self.h, -1))
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        p = self.p if self.training else 0.0
        return self.out_proj(F.scaled_dot_product_attention(q, k, v, allowed, p).transpose(1, 2).flatten(2))


class EncoderBlock(nn.Module):
    """Both orders as one formula: a norm before the branch, a norm after the sum, one of them the identity."""

    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.self_attn = Attention(d, h, dropout)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.drop = nn.Dropout(dropout)

    def add(self, x, norm, branch):
        if self.norm_first:
            return x + self.drop(branch(norm(x)))
        return norm(x + self.drop(branch(x)))

    def forward(self, x, key_padding_mask=None):
        allowed = None if key_padding_mask is None else ~key_padding_mask[:, None, None]
        x = self.add(x, self.norm1, lambda y: self.self_attn(y, allowed))
        return self.add(x, self.norm2, lambda y: self.linear2(F.relu(self.linear1(y))))
