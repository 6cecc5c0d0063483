import torch
from torch import nn


class BatchNorm(nn.Module):
    """Sums and squares, new tensors for the statistics, and a class attribute for what is fixed."""

    def __init__(self, d, eps=1e-5, momentum=0.1):
        super().__init__()
        self.hyper = (eps, momentum)
        self.register_parameter("weight", nn.Parameter(torch.full((d,), 1.0)))
        self.register_parameter("bias", nn.Parameter(torch.full((d,), 0.0)))
        for name, value in (("running_mean", 0.0), ("running_var", 1.0)):
            self.register_buffer(name, torch.full((d,), value))

    def forward(self, x):
        eps, m = self.hyper
        if not self.training:
            return self.weight * (x - self.running_mean) * (self.running_var + eps) ** -0.5 + self.bias
        n = len(x)
        if n < 2:
            raise ValueError("too few rows")
        mean = x.sum(0) / n
        centred = x - mean
        squares = (centred**2).sum(0)
        self.running_mean = self.running_mean * (1 - m) + m * mean.data
        self.running_var = self.running_var * (1 - m) + m * (squares / (n - 1)).data
        return self.weight * centred * (squares / n + eps) ** -0.5 + self.bias
