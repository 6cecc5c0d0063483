import torch
from torch import nn


def gelu(x, approximate="none"):
    """Phi from the normal distribution; the tanh form as a sigmoid of twice the argument."""
    if approximate == "none":
        return x * torch.special.ndtr(x)
    return x * torch.sigmoid(2 * (2 / torch.pi) ** 0.5 * (x + 0.044715 * x.pow(3)))


class SwiGLU(nn.Module):
    def __init__(self, d, hidden=None):
        super().__init__()
        hidden = hidden or (int(2 * 4 * d / 3) + 7) // 8 * 8
        self.gate_proj, self.up_proj = (nn.Linear(d, hidden, bias=False) for _ in range(2))
        self.down_proj = nn.Linear(hidden, d, bias=False)

    def forward(self, x):
        z = self.gate_proj(x)
        return self.down_proj(z * torch.sigmoid(z) * self.up_proj(x))
