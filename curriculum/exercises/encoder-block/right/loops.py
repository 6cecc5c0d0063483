import torch
from torch import nn


class EncoderBlock(nn.Module):
    """Sentence by sentence and head by head, over real keys only."""

    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.h, self.pre, self.drop = h, norm_first, nn.Dropout(dropout)
        self.self_attn = nn.Module()
        self.self_attn.in_proj_weight = nn.Parameter(torch.randn(3 * d, d) * 0.1)
        self.self_attn.in_proj_bias = nn.Parameter(torch.zeros(3 * d))
        self.self_attn.out_proj = nn.Linear(d, d)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)

    def sentence(self, x, real):
        y = x @ self.self_attn.in_proj_weight.T + self.self_attn.in_proj_bias
        heads = []
        for q, k, v in zip(*(part.chunk(self.h, dim=-1) for part in y.chunk(3, dim=-1))):
            scores = q @ k[real].T / q.shape[-1] ** 0.5
            heads.append(torch.softmax(scores, dim=-1) @ v[real])
        return self.self_attn.out_proj(torch.cat(heads, dim=-1))

    def attention(self, x, padding):
        return self.drop(torch.stack([self.sentence(one, ~hidden) for one, hidden in zip(x, padding)]))

    def forward(self, x, key_padding_mask=None):
        padding = key_padding_mask
        if padding is None:
            padding = torch.zeros(x.shape[:2], dtype=torch.bool, device=x.device)
        attended = x + self.attention(self.norm1(x) if self.pre else x, padding)
        y = attended if self.pre else self.norm1(attended)
        worked = self.drop(self.linear2(torch.relu(self.linear1(self.norm2(y) if self.pre else y))))
        return y + worked if self.pre else self.norm2(y + worked)
