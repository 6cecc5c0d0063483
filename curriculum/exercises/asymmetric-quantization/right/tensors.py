import torch
from torch import Tensor


def quantize_asym(x, bits=8):
    """Scale and zero point as tensors, and zero_point added before rounding: it is whole, so nothing changes."""
    levels = (1 << bits) - 1
    zero = x.new_zeros(())
    low, high = torch.minimum(x.amin(), zero), torch.maximum(x.amax(), zero)
    scale = (high - low).div(levels).clamp(min=1e-12)
    zero_point = torch.round(-low / scale).to(torch.int64)
    q = torch.round(x / scale + zero_point)
    return q.clamp_(0, levels).byte(), scale, zero_point


def dequantize(q, scale, zero_point):
    return (q.int() - zero_point) * scale
