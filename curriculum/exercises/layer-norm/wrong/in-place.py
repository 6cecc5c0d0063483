import torch
from torch import Tensor, nn


class LayerNorm(nn.Module):
    """Shift and scale each vector of the last axis to mean 0 and variance 1, then apply a learnt gain and shift.

    Has two parameters of shape (d,): one starts as ones, the other as zeros.
    """

    def __init__(self, d: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns the same shape."""
        x -= x.mean(dim=-1, keepdim=True)  # (..., d)
        variance = x.pow(2).mean(dim=-1, keepdim=True)  # (..., 1), divided by d and not by d - 1
        return self.weight * x / torch.sqrt(variance + self.eps) + self.bias
