import math

import torch
from torch import nn


class RMSNorm(nn.Module):
    """The root of sum/d + eps is the length of x with one more entry, sqrt(d * eps), over sqrt(d)."""

    def __init__(self, d, eps=1e-6):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(d))
        self.extra, self.root = math.sqrt(d * eps), math.sqrt(d)

    def forward(self, x):
        wide = x if x.dtype == torch.float64 else x.float()
        length = torch.nn.functional.pad(wide, (0, 1), value=self.extra).norm(dim=-1, keepdim=True)
        return (wide / (length / self.root)).type_as(x) * self.gain
