import math

import torch
from torch import Tensor, nn


class LoRA(nn.Module):
    """A linear layer and its low-rank update: base(x) + (alpha / r) * B A x."""

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        raise NotImplementedError


def matches(name: str, targets: set[str]) -> bool:
    """Whether a dotted name is one of the targets or ends in one, in whole parts."""
    raise NotImplementedError


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    """Freeze the model and give every targeted nn.Linear an adapter that learns, wherever in the tree it hangs.

    A target matches a full dotted name, or its end in whole parts: {"attn.q"} matches "blocks.0.attn.q" and not
    "blocks.0.cross_attn.q". A layer called n gets the parameters n.lora_A (r, in), random, and n.lora_B (out, r), zero.
    Changes the model in place. Returns all names of the adapted layers. Raises ValueError if nothing matches.
    """
    raise NotImplementedError
