import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, d, h, dropout):
        super().__init__()
        self.c_attn, self.c_proj = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.h, self.drop = h, nn.Dropout(dropout)

    def forward(self, x):
        b, t, d = x.size()
        q, k, v = self.c_attn(x).split(d, dim=2)
        q = q.view(b, t, self.h, d // self.h)
        k = k.view(b, t, self.h, d // self.h)
        v = v.view(b, t, self.h, d // self.h)
        scores = torch.einsum("bihd,bjhd->bhij", q, k) * (d // self.h) ** -0.5
        scores = scores + torch.full((t, t), -1e9, dtype=x.dtype, device=x.device).triu(1)
        mixed = torch.einsum("bhij,bjhd->bihd", torch.exp(scores.log_softmax(-1)), v)
        return self.drop(self.c_proj(mixed.reshape(b, t, d)))


class FeedForward(nn.Module):
    def __init__(self, d, dropout):
        super().__init__()
        self.c_fc, self.c_proj, self.drop = nn.Linear(d, 4 * d), nn.Linear(4 * d, d), nn.Dropout(dropout)

    def forward(self, x):
        return self.drop(self.c_proj(nn.functional.gelu(self.c_fc(x))))


class GPTBlock(nn.Module):
    def __init__(self, d, h, dropout=0.0):
        super().__init__()
        self.mlp, self.attn = FeedForward(d, dropout), SelfAttention(d, h, dropout)
        self.ln_2, self.ln_1 = nn.LayerNorm(d, eps=1e-5), nn.LayerNorm(d, eps=1e-5)

    def forward(self, x):
        for norm, part in ((self.ln_1, self.attn), (self.ln_2, self.mlp)):
            x = x + part(norm(x))
        return x
