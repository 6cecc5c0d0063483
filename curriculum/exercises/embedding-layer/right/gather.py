import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n, d))
        self.padding_idx = padding_idx
        if padding_idx is not None:
            self.weight.data[padding_idx].zero_()

    def forward(self, ids):
        index = ids.long().reshape(-1, 1).expand(-1, self.weight.shape[1])
        out = self.weight.gather(0, index).view(ids.shape + self.weight.shape[1:])
        if self.padding_idx is None:
            return out
        return torch.where((ids == self.padding_idx)[..., None], out.detach(), out)
