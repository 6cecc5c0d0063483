import torch
import torch.nn.functional as F
from torch import nn


class GPTBlock(nn.Module):
    """Everything in forward; one head and one query after the other. The parts only hold parameters."""

    def __init__(self, d, h, dropout=0.0):
        super().__init__()
        self.h, self.dropout = h, nn.Dropout(dropout)
        self.ln_1, self.ln_2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn = nn.ModuleDict({"c_attn": nn.Linear(d, 3 * d), "c_proj": nn.Linear(d, d)})
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(d, 4 * d), "c_proj": nn.Linear(4 * d, d)})

    def head(self, q, k, v):
        rows = []
        for t in range(q.shape[1]):
            scores = (k[:, : t + 1] @ q[:, t, :, None]).squeeze(-1) / q.shape[-1] ** 0.5  # (B, t + 1)
            rows.append((torch.softmax(scores, dim=-1)[:, None] @ v[:, : t + 1]).squeeze(1))
        return torch.stack(rows, dim=1)

    def attend(self, x):
        q, k, v = (y.chunk(self.h, dim=-1) for y in self.attn["c_attn"](x).chunk(3, dim=-1))
        return self.attn["c_proj"](torch.cat([self.head(*one) for one in zip(q, k, v)], dim=-1))

    def forward(self, x):
        x = x + self.dropout(self.attend(self.ln_1(x)))
        wide = F.gelu(self.mlp["c_fc"](self.ln_2(x)), approximate="tanh")
        return x + self.dropout(self.mlp["c_proj"](wide))
