import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def gelu(x: Tensor, approximate: str = "none") -> Tensor:
    """x * Phi(x), element by element: exactly ("none"), or in the approximation by tanh ("tanh")."""
    raise NotImplementedError


class SwiGLU(nn.Module):
    """The gated feed-forward of Llama: down_proj(silu(gate_proj(x)) * up_proj(x)), without biases.

    hidden: the width in between; if None, 8 d / 3 rounded up to the next multiple of 8.
    """

    def __init__(self, d: int, hidden: int | None = None) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns (..., d)."""
        raise NotImplementedError
