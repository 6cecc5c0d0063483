import torch


def quantize_asym(x, bits=8):
    n = 2**bits
    low, high = min(0, x.min().item()), max(0, x.max().item())
    d = max((high - low) / (n - 1), 1e-20)
    z = round(abs(low) / d)
    q = torch.empty(x.shape, dtype=torch.uint8)
    q[...] = (torch.round(x / d) + z).clamp(0, n - 1)
    return q, d, z


def dequantize(q, scale, zero_point):
    shifted = q - zero_point
    return shifted.double() * scale
