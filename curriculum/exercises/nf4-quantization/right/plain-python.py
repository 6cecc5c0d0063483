import math
from statistics import NormalDist

import torch


def nf4_levels():
    """One level at a time, by the normal distribution of the standard library."""
    delta = (31 / 32 + 29 / 30) / 2
    inverse = NormalDist().inv_cdf
    positive = [inverse(0.5 + (delta - 0.5) * k / 8) for k in range(1, 9)]
    negative = [-inverse(0.5 + (delta - 0.5) * k / 7) for k in range(7, 0, -1)]
    return torch.tensor([value / positive[-1] for value in [*negative, 0.0, *positive]], dtype=torch.float64)


def nf4_quantize(weight, block=64):
    levels = nf4_levels().tolist()
    flat = weight.flatten().tolist()
    codes, tops = [], []
    for start in range(0, len(flat), block):
        part = flat[start : start + block]
        tops.append(max(abs(value) for value in part))
        for value in part:
            codes.append(min(range(16), key=lambda code: abs(levels[code] * tops[-1] - value)) if tops[-1] else 7)
    if len(codes) % 2 == 1:
        codes.append(0)
    pairs = [high << 4 | low for high, low in zip(codes[::2], codes[1::2])]
    return torch.tensor(pairs, dtype=torch.uint8), torch.tensor(tops, dtype=weight.dtype)


def nf4_dequantize(packed, absmax, shape, block=64):
    levels = nf4_levels().tolist()
    codes = [code for byte in packed.tolist() for code in divmod(byte, 16)]
    tops = absmax.tolist()
    values = [levels[code] * tops[place // block] for place, code in enumerate(codes[: math.prod(shape)])]
    return torch.tensor(values, dtype=absmax.dtype).reshape(shape)
