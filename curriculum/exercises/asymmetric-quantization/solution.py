import torch
from torch import Tensor


def quantize_asym(x: Tensor, bits: int = 8) -> tuple[Tensor, float, int]:
    """Asymmetric quantisation of a whole tensor. Returns codes (uint8, the shape of x), scale and zero point.

    The codes run from 0 to 2**bits - 1 over a range that contains 0, and 0.0 has a code of its own: the zero point.
    """
    top = 2**bits - 1  # the largest code, and the number of steps
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
    scale = (high - low) / top or 1.0  # all zeros: any scale will do
    zero_point = round(-low / scale)
    q = (torch.round(x / scale) + zero_point).clamp(0, top)
    return q.to(torch.uint8), scale, zero_point


def dequantize(q: Tensor, scale: float, zero_point: int) -> Tensor:
    """The floating-point values that the codes stand for, in the default dtype if scale is a plain number."""
    wide = scale.dtype if isinstance(scale, Tensor) else torch.get_default_dtype()
    return scale * (q.to(wide) - zero_point)  # first to a type that knows negative numbers
