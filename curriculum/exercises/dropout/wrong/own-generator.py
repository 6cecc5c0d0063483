import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        self.p = p
        self.generator = torch.Generator().manual_seed(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        mask = (torch.rand(x.shape, generator=self.generator, dtype=x.dtype).to(x.device) >= self.p).to(x.dtype)
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * mask * scale
