import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n, d) / 10)
        if padding_idx:
            self.weight.data[padding_idx].fill_(0.0)
            self.weight.register_hook(self.clear(padding_idx))

    @staticmethod
    def clear(row):
        def hook(grad):
            grad = grad.clone()
            grad[row] = 0
            return grad

        return hook

    def forward(self, ids):
        return self.weight[ids]
