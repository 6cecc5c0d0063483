import torch
from torch import nn


class LayerNorm(nn.Module):
    """One row at a time, with sums."""

    def __init__(self, d, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.eps, self.d = eps, d

    def row(self, x):
        away = x - x.sum() / self.d
        return away / (away.dot(away) / self.d + self.eps) ** 0.5 * self.weight + self.bias

    def forward(self, x):
        return torch.stack([self.row(x) for x in x.reshape(-1, self.d)]).reshape(x.shape)
