import math

import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D


class LoRA(nn.Module):
    """A linear layer of either kind and its low-rank update: base(x) + (alpha / r) * B A x."""

    def __init__(self, base: nn.Module, r: int, alpha: float) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        raise NotImplementedError


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    """Freeze the model and give every targeted linear layer (nn.Linear or Conv1D) an adapter that learns.

    targets: last parts of dotted names, {"c_attn"}. A layer called n gets the parameters n.lora_A (r, in), random,
    and n.lora_B (out, r), zero. Changes the model in place. Returns the full names of the adapted layers.
    """
    raise NotImplementedError
