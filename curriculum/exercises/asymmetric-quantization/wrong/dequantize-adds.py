import torch
from torch import Tensor


def quantize_asym(x: Tensor, bits: int = 8):
    qmax = 2**bits - 1
    lo = min(x.min().item(), 0.0)
    hi = max(x.max().item(), 0.0)
    scale = (hi - lo) / qmax
    if scale == 0:
        scale = 1.0
    zero_point = int(round(-lo / scale))
    q = torch.round(x / scale) + zero_point
    q = torch.clamp(q, 0, qmax)
    return q.to(torch.uint8), scale, zero_point


def dequantize(q: Tensor, scale, zero_point) -> Tensor:
    return (q.to(torch.float64) + zero_point) * scale
