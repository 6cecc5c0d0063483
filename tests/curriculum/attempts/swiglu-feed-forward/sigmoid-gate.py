import math

import torch
from torch import nn


def gelu(x, approximate="none"):
    if approximate == "tanh":
        return x * torch.sigmoid(math.sqrt(8 / math.pi) * (x + 0.044715 * x * x * x))
    return x - 0.5 * x * torch.erfc(x / math.sqrt(2))


class SwiGLU(nn.Module):
    def __init__(self, width, hidden=None):
        super().__init__()
        hidden = (width + 2) // 3 * 8 if hidden is None else hidden
        self.up_proj = nn.Linear(width, hidden, bias=False)
        self.gate_proj = nn.Linear(width, hidden, bias=False)
        self.down_proj = nn.Linear(hidden, width, bias=False)

    def forward(self, x):
        opened = 1 / (1 + (-self.gate_proj(x)).exp())
        return self.down_proj(self.up_proj(x) * opened)
