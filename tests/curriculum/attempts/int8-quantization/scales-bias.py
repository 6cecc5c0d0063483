import torch


def quantize(weight):
    s = torch.amax(weight.abs(), 1, keepdim=True) / 127.0
    s = s + (s == 0)
    return torch.round(weight / s).type(torch.int8), s


def qlinear(x, q, scale, bias=None):
    if bias is None:
        bias = x.new_zeros(q.shape[0])
    return torch.nn.functional.linear(x, q.type_as(x), bias) * scale[:, 0]
