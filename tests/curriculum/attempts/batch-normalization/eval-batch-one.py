import torch
import torch.nn as nn


class BatchNorm(nn.Module):
    def __init__(self, d, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps = eps
        self.mom = momentum
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.register_buffer("running_mean", torch.zeros(d))
        self.register_buffer("running_var", torch.ones(d))

    def forward(self, x):
        mu = x.mean(0)
        sigma2 = ((x - mu) ** 2).mean(0)
        if self.training:
            self.running_mean = (1 - self.mom) * self.running_mean + self.mom * mu.detach()
            self.running_var = (1 - self.mom) * self.running_var + self.mom * x.detach().var(0)
        xhat = (x - mu) / (sigma2 + self.eps) ** 0.5
        return self.weight * xhat + self.bias
