import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def gelu(x: Tensor, approximate: str = "none") -> Tensor:
    """x * Phi(x), element by element: exactly ("none"), or in the approximation by tanh ("tanh")."""
    if approximate == "tanh":
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1.0 + torch.erf(x / math.sqrt(2.0)))  # Phi: the distribution function of a standard normal


class SwiGLU(nn.Module):
    """The gated feed-forward of Llama: down_proj(silu(gate_proj(x)) * up_proj(x)), without biases.

    hidden: the width in between; if None, 8 d / 3 rounded up to the next multiple of 8.
    """

    def __init__(self, d: int, hidden: int | None = None) -> None:
        super().__init__()
        if hidden is None:
            hidden = -(-d // 3) * 8  # three matrices of this width cost about what two of 4 d do
        self.gate_proj = nn.Linear(d, hidden, bias=False)
        self.up_proj = nn.Linear(d, hidden, bias=False)
        self.down_proj = nn.Linear(hidden, d, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns (..., d)."""
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))  # (..., hidden) inside
