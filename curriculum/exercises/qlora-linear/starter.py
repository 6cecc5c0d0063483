import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Given. Symmetric int8 with a scale per output channel: weight (out, in) is about q * scale, scale (out, 1)."""
    scale = weight.detach().abs().amax(dim=1, keepdim=True) / 127
    scale = torch.where(scale == 0, 1.0, scale)
    return (weight.detach() / scale).round().to(torch.int8), scale


class QLoRALinear(nn.Module):
    """A linear layer whose frozen weight is stored in int8, with a low-rank update in floating point beside it.

    Buffers: weight_q (out, in) int8 and scale (out, 1). Parameters that learn: lora_A (r, in), random, and
    lora_B (out, r), zero, both in base.weight's dtype. Keeps no floating-point copy of the weight.
    """

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in). Returns (..., out). Gradients reach x, lora_A and lora_B."""
        raise NotImplementedError

    def merge(self) -> nn.Linear:
        """A new, ordinary layer with the restored weight plus the update, in floating point."""
        raise NotImplementedError
