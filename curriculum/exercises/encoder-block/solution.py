import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class SelfAttention(nn.Module):
    """Several heads; every position sees every other that is no padding."""

    def __init__(self, d: int, h: int, dropout: float) -> None:
        super().__init__()
        self.h = h
        self.in_proj_weight = nn.Parameter(torch.empty(3 * d, d))  # q, k and v, one below the other
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * d))
        self.out_proj = nn.Linear(d, d)
        self.dropout = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.in_proj_weight)

    def forward(self, x: Tensor, key_padding_mask: Tensor | None) -> Tensor:
        B, T, D = x.shape
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias).split(D, dim=-1)
        q, k, v = (y.reshape(B, T, self.h, D // self.h).transpose(1, 2) for y in qkv)  # (B, h, T, D / h)
        scores = q @ k.transpose(-2, -1) / math.sqrt(D // self.h)  # (B, h, T, T)
        if key_padding_mask is not None:  # hides columns: no query may look at padding
            scores = scores.masked_fill(key_padding_mask[:, None, None, :], float("-inf"))
        heads = self.dropout(torch.softmax(scores, dim=-1)) @ v
        return self.out_proj(heads.transpose(1, 2).reshape(B, T, D))


class EncoderBlock(nn.Module):
    """One Transformer encoder layer: self-attention, then a feed-forward with ReLU, each with residual and LayerNorm.

    Parameters, named as in nn.TransformerEncoderLayer: self_attn.in_proj_weight (3d, d), self_attn.in_proj_bias (3d,),
    self_attn.out_proj (Linear d -> d), linear1 (Linear d -> ff), linear2 (Linear ff -> d), norm1, norm2 (LayerNorm).
    """

    def __init__(self, d: int, h: int, ff: int, dropout: float = 0.0, norm_first: bool = True) -> None:
        """d: width; h: heads, which divide d; ff: width inside the feed-forward; norm_first: pre-norm or post-norm."""
        super().__init__()
        self.self_attn = SelfAttention(d, h, dropout)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.dropout = nn.Dropout(dropout)
        self.norm_first = norm_first

    def forward(self, x: Tensor, key_padding_mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d). key_padding_mask: bool (B, T), True = padding, to be ignored. Returns (B, T, d)."""
        if self.norm_first:
            x = x + self.dropout(self.self_attn(self.norm1(x), key_padding_mask))
            return x + self.dropout(self.feed_forward(self.norm2(x)))
        x = self.norm1(x + self.dropout(self.self_attn(x, key_padding_mask)))
        return self.norm2(x + self.dropout(self.feed_forward(x)))

    def feed_forward(self, x: Tensor) -> Tensor:
        """(..., d) -> (..., ff) -> (..., d), each position on its own."""
        return self.linear2(self.dropout(torch.relu(self.linear1(x))))
