import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    """In training, set each element to zero with probability p and scale the others so that the mean stays."""

    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """x: any shape. Returns the same shape; in evaluation, x as it is."""
        if not self.training:
            return x
        mask = (torch.rand_like(x) >= self.p).to(x.dtype)  # one decision for each element, anew at each call
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0  # with p = 1 nobody is left to be scaled
        return x * mask * scale
