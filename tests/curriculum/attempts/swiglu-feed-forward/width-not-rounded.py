import torch
from torch import nn
from torch.nn.functional import silu


def gelu(x, approximate="none"):
    match approximate:
        case "none":
            return x * torch.special.ndtr(x)
        case "tanh":
            return (x + x * torch.tanh((2 / torch.pi) ** 0.5 * (x + 0.044715 * x**3))) / 2


class SwiGLU(nn.Module):
    def __init__(self, d, hidden=None):
        super().__init__()
        h = hidden or (2 * 4 * d) // 3
        self.gate_proj, self.up_proj = nn.Linear(d, h, False), nn.Linear(d, h, False)
        self.down_proj = nn.Linear(h, d, False)

    def forward(self, x):
        return silu(self.gate_proj(x)).mul(self.up_proj(x)) @ self.down_proj.weight.mT
