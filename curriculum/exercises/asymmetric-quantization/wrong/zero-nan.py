import torch
from torch import Tensor


def quantize_asym(x: Tensor, bits: int = 8):
    qmax = 2**bits - 1
    lo, hi = x.min().clamp(max=0), x.max().clamp(min=0)
    scale = (hi - lo) / qmax
    zero_point = torch.round(-lo / scale)
    q = torch.clamp(torch.round(x / scale) + zero_point, 0, qmax)
    return q.to(torch.uint8), scale, zero_point


def dequantize(q: Tensor, scale, zero_point) -> Tensor:
    return (q.to(torch.float64) - zero_point) * scale
