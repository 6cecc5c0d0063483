import torch
from torch import nn


class LayerNorm(nn.Module):
    """Statistics in float32 whatever the input is, as large models keep them."""

    def __init__(self, d, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.b = nn.Parameter(torch.zeros(d))
        self.a = nn.Parameter(torch.ones(d))

    def forward(self, x):
        wide = x.float()
        wide = wide - wide.mean(-1, keepdim=True)
        wide = wide / (wide.square().mean(-1, keepdim=True) + self.eps).sqrt()
        return self.a * wide.to(x.dtype) + self.b
