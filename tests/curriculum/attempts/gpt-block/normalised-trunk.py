import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention


class Attn(nn.Module):
    def __init__(self, d, h, p):
        super().__init__()
        self.heads, self.p = h, p
        self.c_attn, self.c_proj = nn.Linear(d, 3 * d), nn.Linear(d, d)

    def forward(self, x):
        parts = torch.stack(self.c_attn(x).split(x.shape[-1], -1))
        parts = parts.unflatten(-1, (self.heads, -1)).transpose(2, 3)
        p = self.p if self.training else 0.0
        return self.c_proj(scaled_dot_product_attention(*parts, is_causal=True, dropout_p=p).transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.c_fc, self.c_proj = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        return self.c_proj(nn.GELU(approximate="tanh")(self.c_fc(x)))


class GPTBlock(nn.Module):
    def __init__(self, d, h, dropout=0.0):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn, self.mlp = Attn(d, h, dropout), Mlp(d)

    def forward(self, x):
        for norm, part in ((self.ln_1, self.attn), (self.ln_2, self.mlp)):
            x = norm(x)
            x = torch.add(x, part(x))
        return x
