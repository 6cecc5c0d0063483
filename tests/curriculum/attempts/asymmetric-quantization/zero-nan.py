import torch


def quantize_asym(x, bits=8):
    n = 2**bits - 1
    lo, hi = x.min().clamp(max=0), x.max().clamp(min=0)
    s = (hi - lo) / n
    z = torch.round(-lo / s).int()
    return (torch.round(x / s) + z).clamp(0, n).to(torch.uint8), s, z


def dequantize(q, scale, zero_point):
    return (q.double() - zero_point) * scale
