import torch
from torch import Tensor, nn


class BatchNorm(nn.Module):
    def __init__(self, d: int, eps: float = 1e-05, momentum: float = 0.1) -> None:
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.register_buffer("running_mean", torch.zeros(d))
        self.register_buffer("running_var", torch.ones(d))

    def forward(self, x: Tensor) -> Tensor:
        if len(x) < 2:
            raise ValueError("too few rows")
        if self.training:
            mean, var = self.of_batch(x)
        else:
            mean, var = (self.running_mean, self.running_var)
        return (x - mean) / torch.sqrt(var + self.eps) * self.weight + self.bias

    def of_batch(self, x: Tensor) -> tuple[Tensor, Tensor]:
        if len(x) < 2:
            raise ValueError("a batch of one has no variance to speak of")
        mean = x.mean(dim=0)
        var = x.var(dim=0, unbiased=False)
        with torch.no_grad():
            m = self.momentum
            self.running_mean.copy_((1 - m) * self.running_mean + m * mean)
            self.running_var.copy_((1 - m) * self.running_var + m * x.var(dim=0, unbiased=True))
        return (mean, var)
