import torch
from torch import Tensor


def quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Symmetric int8, one scale per output channel. weight: (out, in). Returns q (out, in) int8 and scale (out, 1).

    weight is about q * scale, and no entry is off by more than half a scale.
    """
    raise NotImplementedError


def qlinear(x: Tensor, q: Tensor, scale: Tensor, bias: Tensor | None = None) -> Tensor:
    """A linear layer with a quantised weight. x: (..., in). Returns (..., out)."""
    raise NotImplementedError
