import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(n, d))
        if padding_idx:
            with torch.no_grad():
                self.weight[padding_idx] = 0.0

    def forward(self, ids):
        rows = self.weight[ids]
        if self.padding_idx is not None:
            rows = rows.masked_fill((ids == self.padding_idx).unsqueeze(-1), 0.0)
        return rows
