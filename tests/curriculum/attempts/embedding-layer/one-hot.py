import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(n, d))
        self.pad = padding_idx
        if padding_idx is not None:
            self.weight.data[padding_idx] *= 0

    def forward(self, ids):
        classes = torch.arange(self.weight.shape[0], device=ids.device)
        hot = (ids.unsqueeze(-1) == classes).to(self.weight)
        if self.pad is not None:
            hot = hot * (classes != self.pad)
        return torch.einsum("...n,nd->...d", hot, self.weight)
