import torch
from torch import nn


class Sublayer(nn.Module):
    def __init__(self, d, fn):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(d))
        self.shift = nn.Parameter(torch.zeros(d))
        self.fn = fn

    def forward(self, x):
        centred = x - x.mean(-1, keepdim=True)
        deviation = centred.pow(2).mean(-1, keepdim=True).sqrt()
        return x + self.fn(self.gain * centred / (deviation + 1e-5) + self.shift)
