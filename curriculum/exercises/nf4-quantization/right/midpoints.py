import torch
import torch.nn.functional as F
from torch import Tensor

NF4 = [
    -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
    -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
    0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
]  # fmt: skip


def nf4_levels():
    """The values as the QLoRA paper prints them."""
    return torch.tensor(NF4)


def nf4_quantize(weight, block=64):
    """The nearest level by the midpoints between levels."""
    flat = weight.flatten()
    absmax = torch.stack([part.abs().max() for part in flat.split(block)])
    levels = torch.tensor(NF4, dtype=weight.dtype, device=weight.device)
    middles = (levels[1:] + levels[:-1]) / 2
    places = torch.arange(len(flat), device=flat.device) // block
    ratio = (flat / absmax[places]).nan_to_num(0.0)
    codes = torch.bucketize(ratio, middles)
    if len(codes) % 2:
        codes = torch.cat([codes, codes.new_tensor([7])])
    high, low = codes.view(-1, 2).unbind(1)
    return (high * 16 + low).byte(), absmax


def nf4_dequantize(packed, absmax, shape, block=64):
    high, low = torch.div(packed, 16, rounding_mode="floor"), packed.remainder(16)
    codes = torch.cat([high[:, None], low[:, None]], dim=1).view(-1)
    values = torch.tensor(NF4, dtype=absmax.dtype, device=absmax.device)[codes.int()]
    count = 1
    for size in shape:
        count *= size
    values = values[:count]
    return torch.cat([part * scale for part, scale in zip(values.split(block), absmax)]).reshape(shape)
