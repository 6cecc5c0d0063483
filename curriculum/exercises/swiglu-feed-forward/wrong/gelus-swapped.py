import math

import torch
from torch import nn
from torch.nn import functional as F


def gelu(x, approximate="none"):
    if approximate != "tanh":
        return x / 2 * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return x / 2 * (1 + torch.erf(x / math.sqrt(2)))


class SwiGLU(nn.Module):
    def __init__(self, d, hidden=None):
        super().__init__()
        if hidden is None:
            hidden = 8 * math.ceil(d / 3)
        self.gate_proj = nn.Linear(d, hidden, bias=False)
        self.up_proj = nn.Linear(d, hidden, bias=False)
        self.down_proj = nn.Linear(hidden, d, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))
