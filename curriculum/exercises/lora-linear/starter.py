import math

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """A frozen nn.Linear with a low-rank update that learns: y = base(x) + (alpha / r) * B A x.

    base: the wrapped layer, kept as self.base. lora_A: Parameter (r, in), random at the start;
    lora_B: Parameter (out, r), zero at the start, so that the layer begins as an exact copy of its base.
    """

    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in). Returns (..., out). Dropout touches the adapter's input only, and only in training."""
        raise NotImplementedError

    def merge(self) -> None:
        """Add the update to the base's weight, in place, so that forward needs the base alone. Twice is once."""
        raise NotImplementedError

    def unmerge(self) -> None:
        """Take the update out of the base's weight again. Does nothing if it is not in there."""
        raise NotImplementedError
