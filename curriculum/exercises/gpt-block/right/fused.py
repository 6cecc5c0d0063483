from collections import OrderedDict

import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    """The library's fused attention, which knows causality."""

    def __init__(self, d, h, dropout):
        super().__init__()
        self.c_attn, self.c_proj = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.h, self.dropout = h, dropout

    def forward(self, x):
        q, k, v = self.c_attn(x).unflatten(-1, (3, self.h, -1)).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        out = F.scaled_dot_product_attention(q, k, v, dropout_p=p, is_causal=True)
        return self.c_proj(out.transpose(1, 2).flatten(-2))


class GPTBlock(nn.Module):
    def __init__(self, d, h, dropout=0.0):
        super().__init__()
        self.ln_1 = nn.LayerNorm(d)
        self.attn = Attention(d, h, dropout)
        self.ln_2 = nn.LayerNorm(d)
        steps = {"c_fc": nn.Linear(d, 4 * d), "act": nn.GELU(), "c_proj": nn.Linear(4 * d, d)}
        self.mlp = nn.Sequential(OrderedDict(steps))

    def forward(self, x):
        x = self.attn(self.ln_1(x)) + x
        return self.mlp(self.ln_2(x)) + x
