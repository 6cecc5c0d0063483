import numpy as np
import torch


def quantize_asym(x, bits=8):
    a = x.detach().cpu().numpy().astype(np.float64)
    low, high = min(a.min(), 0), max(a.max(), 0)
    if low == high:
        return torch.zeros_like(x, dtype=torch.uint8), 1.0, 0
    scale = (high - low) / (2**bits - 1)
    zero_point = int(np.rint(-low / scale))
    codes = np.clip(np.rint(a / scale) + zero_point, 0, 2**bits - 1).astype(np.uint8)
    return torch.from_numpy(codes).to(x.device), float(scale), zero_point


def dequantize(q, scale, zero_point):
    return q.double().sub(zero_point).mul(scale)
