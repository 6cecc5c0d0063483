import math

import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D


class LoRA(nn.Module):
    """A linear layer of either kind and its low-rank update: base(x) + (alpha / r) * B A x."""

    def __init__(self, base: nn.Module, r: int, alpha: float) -> None:
        super().__init__()
        if isinstance(base, Conv1D):
            into, out = base.weight.shape  # GPT-2's Conv1D stores (in, out) ...
        else:
            out, into = base.weight.shape  # ... and nn.Linear (out, in)
        self.base = base
        self.lora_A = nn.Parameter(base.weight.new_empty(r, into))
        self.lora_B = nn.Parameter(base.weight.new_zeros(out, r))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.scaling = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        return self.base(x) + self.scaling * (x @ self.lora_A.T @ self.lora_B.T)


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    """Freeze the model and give every targeted linear layer (nn.Linear or Conv1D) an adapter that learns.

    targets: last parts of dotted names, {"c_attn"}. A layer called n gets the parameters n.lora_A (r, in), random,
    and n.lora_B (out, r), zero. Changes the model in place. Returns the full names of the adapted layers.
    """
    model.requires_grad_(False)  # everything first: what is made below is made trainable
    adapted = []
    for name, layer in list(model.named_modules()):  # a list, because the tree changes under our hands
        parent, _, last = name.rpartition(".")
        if last in targets and isinstance(layer, nn.Linear | Conv1D):
            setattr(model.get_submodule(parent), last, LoRA(layer, r, alpha))
            adapted.append(name)
    return adapted
