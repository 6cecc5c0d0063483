import torch
import torch.nn.functional as F
from torch import nn


def gelu(x, approximate="none"):
    if approximate == "tanh":
        return 0.5 * x * (1 + torch.tanh(0.7978845608028654 * x * (1 + 0.044715 * x * x)))
    return 0.5 * x * torch.erfc(-x * 0.7071067811865476)


class SwiGLU(nn.Module):
    """gate and up in one product of the joined weights."""

    def __init__(self, d, hidden=None):
        super().__init__()
        self.hidden = (8 * d + 23) // 24 * 8 if hidden is None else hidden
        self.gate_proj = nn.Linear(d, self.hidden, bias=False)
        self.up_proj = nn.Linear(d, self.hidden, bias=False)
        self.down_proj = nn.Linear(self.hidden, d, bias=False)

    def forward(self, x):
        both = F.linear(x, torch.cat([self.gate_proj.weight, self.up_proj.weight]))
        gate, up = both.split(self.hidden, dim=-1)
        return F.linear(nn.SiLU()(gate) * up, self.down_proj.weight)
