import torch
from torch import nn


class LayerNorm(nn.Module):
    """Centring is a product with I - 1/d; the squares are summed by einsum."""

    def __init__(self, d, eps=1e-5):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(d))
        self.offset = nn.Parameter(torch.zeros(d))
        self.eps = eps

    def forward(self, x):
        centred = x @ (torch.eye(x.shape[-1], dtype=x.dtype, device=x.device) - 1.0 / x.shape[-1])
        length = torch.einsum("...i,...i->...", centred, centred) / x.shape[-1]
        return torch.einsum("...i,...,i->...i", centred, (length + self.eps) ** -0.5, self.scale) + self.offset
