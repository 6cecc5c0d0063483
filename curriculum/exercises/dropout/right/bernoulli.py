import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.keep = 1.0 - p

    def forward(self, x):
        if not self.training or self.keep == 1.0:
            return x
        if self.keep == 0.0:
            return torch.zeros_like(x)
        return x * torch.empty_like(x).bernoulli_(self.keep).div_(self.keep)
