import math

import torch
from torch import nn


def gelu(x, approximate="none"):
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * torch.pow(x, 3))
    share = torch.tanh(inner) if approximate == "tanh" else torch.erf(x * 2**-0.5)
    return 0.5 * x * (1 + share)


class SwiGLU(nn.Module):
    def __init__(self, d, hidden=None):
        super().__init__()
        if hidden is None:
            hidden = next(n for n in range(8, 10 * d + 8, 8) if 3 * n >= 8 * d)
        for name, (into, out) in {"gate": (d, hidden), "up": (d, hidden), "down": (hidden, d)}.items():
            self.add_module(f"{name}_proj", nn.Linear(into, out, bias=False))

    def forward(self, x):
        gate = torch.einsum("...d,hd->...h", x, self.gate_proj.weight)
        up = torch.einsum("...d,hd->...h", x, self.up_proj.weight)
        return torch.einsum("...h,...h,dh->...d", gate / (1 + torch.exp(-gate)), up, self.down_proj.weight)
