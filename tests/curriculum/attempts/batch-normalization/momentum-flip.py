import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, d, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.register_buffer("running_mean", torch.zeros(d))
        self.register_buffer("running_var", torch.ones(d))
        self.register_buffer("num_batches_tracked", torch.tensor(0))

    def forward(self, x):
        n = x.shape[0]
        mean, var = self.running_mean, self.running_var
        if self.training:
            if n == 1:
                raise ValueError(f"expected more than 1 value per channel, got {tuple(x.shape)}")
            var, mean = torch.var_mean(x, dim=0, correction=0)
            self.num_batches_tracked += 1
            self.running_mean.mul_(self.momentum).add_((1 - self.momentum) * mean.detach())
            self.running_var.mul_(self.momentum).add_((1 - self.momentum) * var.detach() * n / (n - 1))
        scale = self.weight * torch.rsqrt(var + self.eps)
        return x * scale + (self.bias - mean * scale)
