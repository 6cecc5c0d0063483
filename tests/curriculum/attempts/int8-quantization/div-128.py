import torch


def quantize(weight):
    q = torch.zeros(weight.shape, dtype=torch.int8)
    scale = weight.new_ones(len(weight), 1)
    for row, values in enumerate(weight):
        top = float(values.abs().max())
        if top:
            scale[row] = top / 128
            q[row] = (values * 128 / top).round().clamp(max=127).to(torch.int8)
    return q, scale


def qlinear(x, q, scale, bias=None):
    y = torch.tensordot(x, q.to(x.dtype), dims=([-1], [1])) * scale.flatten()
    return y if bias is None else y.add(bias)
