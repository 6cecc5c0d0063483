import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, d, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.running_mean: torch.Tensor
        self.running_var: torch.Tensor
        self.register_buffer("running_mean", torch.zeros(d))
        self.register_buffer("running_var", torch.ones(d))

    @torch.no_grad()
    def remember(self, x):
        self.running_mean += self.momentum * (x.mean(0) - self.running_mean)
        self.running_var += self.momentum * (x.var(0) - self.running_var)

    def forward(self, x):
        if self.training and x.size(0) == 1:
            raise ValueError("one row")
        if self.training:
            self.remember(x)
        mean = x.mean(0, keepdim=True) if self.training else self.running_mean
        var = ((x - mean) ** 2).mean(0, keepdim=True) if self.training else self.running_var
        return torch.addcmul(self.bias, (x - mean) / (var + self.eps).sqrt(), self.weight)
