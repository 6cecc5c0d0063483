import torch
from torch import Tensor


def quantize(weight):
    scale = weight.detach().norm(p=float("inf"), dim=1, keepdim=True).clamp(min=1e-12).div(127)
    q = torch.empty(weight.shape, dtype=torch.int8, device=weight.device)
    q.copy_(torch.round(weight / scale))
    return q, scale


def qlinear(x, q, scale, bias=None):
    """One output channel at a time."""
    columns = [(x * q[channel]).sum(dim=-1) * scale[channel, 0] for channel in range(q.shape[0])]
    y = torch.stack(columns, dim=-1)
    return y if bias is None else bias + y
