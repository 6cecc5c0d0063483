import torch
from torch import Tensor


def quantize_asym(x: Tensor, bits: int = 8) -> tuple[Tensor, float, int]:
    """Asymmetric quantisation of a whole tensor. Returns codes (uint8, the shape of x), scale and zero point.

    The codes run from 0 to 2**bits - 1 over a range that contains 0, and 0.0 has a code of its own: the zero point.
    """
    raise NotImplementedError


def dequantize(q: Tensor, scale: float, zero_point: int) -> Tensor:
    """The floating-point values that the codes stand for, in the default dtype if scale is a plain number."""
    raise NotImplementedError
