import torch


def quantize_asym(x, bits=8):
    low, high = torch.aminmax(x)
    span = float(high - low)
    step = span / (2**bits - 1) if span else 1.0
    zero = round(float(low) / -step)
    codes = x.div(step).round().add(zero)
    return torch.clip(codes, 0, (1 << bits) - 1).byte(), step, zero


def dequantize(q, scale, zero_point):
    return torch.sub(q.double(), zero_point).mul(scale)
