import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        keep = 1 - self.p
        return torch.where(torch.rand(x.shape) < keep, x, 0.0) / keep
