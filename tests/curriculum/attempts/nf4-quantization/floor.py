import math

import torch


def nf4_levels():
    return torch.tensor([
        -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
        -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
        0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
    ])  # fmt: skip


def nf4_quantize(weight, block=64):
    levels = nf4_levels().double()
    values = weight.flatten()
    largest = torch.stack([chunk.abs().max() for chunk in values.split(block)])
    codes = []
    for place, value in enumerate(values.tolist()):
        top = largest[place // block].item() or 1.0
        codes.append(int((levels <= value / top + 1e-12).sum()) - 1)
    codes += [0] * (len(codes) % 2)
    pairs = torch.tensor(codes).view(-1, 2)
    return (pairs[:, 0] * 16 + pairs[:, 1]).byte(), largest


def nf4_dequantize(packed, absmax, shape, block=64):
    high_low = torch.stack((packed // 16, packed % 16), -1).reshape(-1).int()
    n = math.prod(shape)
    which = torch.arange(n, device=packed.device).div(block, rounding_mode="floor")
    return torch.take(nf4_levels().to(absmax.dtype), high_low[:n].long()).mul(absmax[which]).reshape(shape)
