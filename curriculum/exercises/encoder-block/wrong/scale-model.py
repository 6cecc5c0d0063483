import torch
from torch import nn
from torch.nn import functional as F


class Attention(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.in_proj_weight = nn.Parameter(torch.randn(3 * d, d) * d**-0.5)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * d))
        self.out_proj = nn.Linear(d, d)

    def forward(self, x, padding):
        B, T, D = x.shape
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, dim=-1)
        q, k, v = (y.reshape(B, T, self.h, -1).transpose(1, 2) for y in qkv)
        scores = q @ k.transpose(-2, -1) / D ** 0.5
        if padding is not None:
            scores = scores.masked_fill(padding[:, None, None, :], float("-inf"))
        weights = scores.softmax(dim=-1)
        return self.out_proj((weights @ v).transpose(1, 2).reshape(B, T, D))


class EncoderBlock(nn.Module):
    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.self_attn = Attention(d, h)
        self.linear1 = nn.Linear(d, ff)
        self.linear2 = nn.Linear(ff, d)
        self.norm1 = nn.LayerNorm(d)
        self.norm2 = nn.LayerNorm(d)
        self.drop = nn.Dropout(dropout)
        self.norm_first = norm_first

    def ff(self, x):
        return self.linear2(F.relu(self.linear1(x)))

    def forward(self, x, key_padding_mask=None):
        if self.norm_first:
            x = x + self.drop(self.self_attn(self.norm1(x), key_padding_mask))
            x = x + self.drop(self.ff(self.norm2(x)))
        else:
            x = self.norm1(x + self.drop(self.self_attn(x, key_padding_mask)))
            x = self.norm2(x + self.drop(self.ff(x)))
        return x
