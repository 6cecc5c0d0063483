import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        mask = (torch.rand_like(x) >= self.p).to(x.dtype)
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x + (x * mask * scale - x).detach()
