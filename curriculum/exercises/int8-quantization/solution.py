import torch
from torch import Tensor


def quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Symmetric int8, one scale per output channel. weight: (out, in). Returns q (out, in) int8 and scale (out, 1).

    weight is about q * scale, and no entry is off by more than half a scale.
    """
    scale = weight.abs().amax(dim=1, keepdim=True) / 127  # (out, 1): the largest entry of a row becomes +-127
    scale = torch.where(scale == 0, 1.0, scale)  # a row of zeros stays zeros, whatever its scale
    q = (weight / scale).round().clamp(-127, 127)
    return q.to(torch.int8), scale


def qlinear(x: Tensor, q: Tensor, scale: Tensor, bias: Tensor | None = None) -> Tensor:
    """A linear layer with a quantised weight. x: (..., in). Returns (..., out)."""
    y = x @ q.to(x.dtype).T  # (..., out), still in units of each channel's scale
    y = y * scale.squeeze(1).to(x.dtype)  # the scale belongs to the output channel, so it may wait until here
    return y if bias is None else y + bias
