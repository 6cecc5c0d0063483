import torch
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, d, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d))

    def _norm(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)

    def forward(self, x):
        x *= torch.rsqrt(
            (x.float() if x.dtype in (torch.float16, torch.bfloat16) else x).pow(2).mean(-1, keepdim=True) + self.eps
        ).to(x.dtype)
        return x * self.weight
