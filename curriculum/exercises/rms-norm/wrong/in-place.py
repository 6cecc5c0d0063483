import torch
from torch import Tensor, nn


class RMSNorm(nn.Module):
    """Divide each vector of the last axis by its root mean square, then apply a learnt gain.

    Has one parameter of shape (d,), the gain, which starts as ones.
    """

    def __init__(self, d: int, eps: float = 1e-6) -> None:
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d))

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns the same shape and dtype; half precision is squared in float32."""
        wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x  # squares of halves overflow
        mean_square = wide.pow(2).mean(dim=-1, keepdim=True)  # (..., 1)
        x *= torch.rsqrt(mean_square + self.eps).to(x.dtype)
        return self.weight * x
