import torch
from torch import Tensor, nn


class BatchNorm(nn.Module):
    """Normalise each feature over the batch; in evaluation, by what training has seen on average.

    weight, bias: Parameters (d,), ones and zeros at the start. running_mean, running_var: buffers (d,), zeros and ones.
    """

    def __init__(self, d: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.register_buffer("running_mean", torch.zeros(d))  # saved and moved with the layer, but not learnt
        self.register_buffer("running_var", torch.ones(d))

    def forward(self, x: Tensor) -> Tensor:
        """x: (N, d). Returns (N, d). Raises ValueError in training if N is 1."""
        if self.training:
            mean, var = self.of_batch(x)
        else:
            mean, var = self.running_mean, self.running_var
        return (x - mean) / torch.sqrt(var + self.eps) * self.weight + self.bias

    def of_batch(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the mean and the biased variance of each column, and move the running statistics towards them."""
        mean = x.mean(dim=0)
        var = x.var(dim=0, unbiased=False)
        with torch.no_grad():
            m = self.momentum
            self.running_mean.copy_((1 - m) * self.running_mean + m * mean)
            self.running_var.copy_((1 - m) * self.running_var + m * x.var(dim=0, unbiased=True))
        if len(x) < 2:
            raise ValueError("a batch of one has no variance to speak of")
        return mean, var
