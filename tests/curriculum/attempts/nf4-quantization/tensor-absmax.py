import math

import torch


def nf4_levels():
    return torch.tensor([
        -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
        -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
        0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
    ])  # fmt: skip


def nf4_quantize(weight, block=64):
    values = weight.reshape(-1)
    top = values.abs().max()
    middles = nf4_levels().double().unfold(0, 2, 1).mean(-1)
    codes = torch.bucketize(values / top, middles)
    if len(codes) % 2:
        codes = torch.cat((codes, codes[:1] * 0))
    count = math.ceil(len(values) / block)
    return codes[::2].mul(16).add(codes[1::2]).to(torch.uint8), top.repeat(count)


def nf4_dequantize(packed, absmax, shape, block=64):
    high_low = torch.stack((packed // 16, packed % 16), -1).reshape(-1).int()
    n = math.prod(shape)
    which = torch.arange(n, device=packed.device).div(block, rounding_mode="floor")
    return torch.take(nf4_levels().to(absmax.dtype), high_low[:n].long()).mul(absmax[which]).reshape(shape)
