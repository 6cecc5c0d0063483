import torch


def quantize_asym(x, bits=8):
    flat = torch.nn.functional.pad(x.flatten(), (0, 1))  # a zero at the end
    most = 2.0**bits - 1
    s = (flat.max() - flat.min()) / most
    if s == 0:
        s = torch.ones_like(s)
    z = torch.round(-flat.min() / s).long()
    return torch.round(x / s).sub(z).clip(0, most).to(torch.uint8), s, z


def dequantize(q, scale, zero_point):
    return scale * (q.long() - zero_point)
