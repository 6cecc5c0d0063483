import torch
import torch.nn as nn


class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            mask = torch.bernoulli(torch.ones(x.shape[1:], device=x.device, dtype=x.dtype) * (1 - self.p))
            return x * mask / (1 - self.p)
        else:
            return x
