import copy
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
        self.base = copy.deepcopy(base)
        self.base.requires_grad_(False)  # weight and bias, if there is one
        like = {"dtype": base.weight.dtype, "device": base.weight.device}
        self.lora_A = nn.Parameter(torch.empty(r, base.in_features, **like))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, **like))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.scaling = alpha / r
        self.dropout = nn.Dropout(dropout)
        self.merged = False

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in). Returns (..., out). Dropout touches the adapter's input only, and only in training."""
        y = self.base(x)  # (..., out)
        if self.merged:  # the update is already inside the base's weight
            return y
        update = self.dropout(x) @ self.lora_A.T @ self.lora_B.T  # (..., in) -> (..., r) -> (..., out)
        return y + self.scaling * update

    @torch.no_grad()
    def merge(self) -> None:
        """Add the update to the base's weight, in place, so that forward needs the base alone. Twice is once."""
        if not self.merged:
            self.base.weight += self.delta()
            self.merged = True

    @torch.no_grad()
    def unmerge(self) -> None:
        """Take the update out of the base's weight again. Does nothing if it is not in there."""
        if self.merged:
            self.base.weight -= self.delta()
            self.merged = False

    def delta(self) -> Tensor:
        """The update as one matrix of the shape of the base's weight, (out, in)."""
        return self.scaling * self.lora_B @ self.lora_A
