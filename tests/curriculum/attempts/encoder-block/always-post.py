import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.empty(3 * d, d).uniform_(-0.1, 0.1))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * d))
        self.out_proj, self.h = nn.Linear(d, d), h

    def forward(self, x, padding):
        b, t, d = x.shape
        q, k, v = (x @ self.in_proj_weight.mT + self.in_proj_bias).view(b, t, 3, self.h, d // self.h).unbind(2)
        energy = torch.einsum("bihe,bjhe->bhij", q, k).div((d // self.h) ** 0.5)
        if padding is not None:
            energy = energy - 1e12 * padding.to(energy.dtype)[:, None, None]
        return self.out_proj(torch.einsum("bhij,bjhe->bihe", energy.softmax(3), v).flatten(2))


class EncoderBlock(nn.Module):
    """Add and norm, as the first paper drew it."""

    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.self_attn, self.dropout = SelfAttention(d, h), nn.Dropout(dropout)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)

    def forward(self, x, key_padding_mask=None):
        x = self.norm1(self.dropout(self.self_attn(x, key_padding_mask)) + x)
        return self.norm2(self.dropout(self.linear2(self.linear1(x).clamp(min=0))) + x)
