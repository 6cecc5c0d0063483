import math

import torch
from torch import Tensor, nn


class LoRA(nn.Module):
    """A linear layer and its low-rank update: base(x) + (alpha / r) * B A x."""

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        self.base = base
        self.lora_A = nn.Parameter(base.weight.new_empty(r, base.in_features))  # dtype and device of the layer
        self.lora_B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.scaling = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        return self.base(x) + self.scaling * (x @ self.lora_A.T @ self.lora_B.T)


def matches(name: str, targets: set[str]) -> bool:
    """Whether a dotted name is one of the targets or ends in one, in whole parts."""
    return any(f".{name}".endswith(f".{target}") for target in targets)


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    """Freeze the model and give every targeted nn.Linear an adapter that learns, wherever in the tree it hangs.

    A target matches a full dotted name, or its end in whole parts: {"attn.q"} matches "blocks.0.attn.q" and not
    "blocks.0.cross_attn.q". A layer called n gets the parameters n.lora_A (r, in), random, and n.lora_B (out, r), zero.
    Changes the model in place. Returns all names of the adapted layers. Raises ValueError if nothing matches.
    """
    # All places, not all modules: a shared layer hangs in several. A list, because the tree changes below.
    places = [
        (name, layer)
        for name, layer in model.named_modules(remove_duplicate=False)
        if isinstance(layer, nn.Linear) and matches(name, targets)
    ]
    if not places:
        raise ValueError(f"no linear layer is called {sorted(targets)}")
    model.requires_grad_(False)  # before the adapters are made, so that they stay trainable
    adapters: dict[nn.Module, LoRA] = {}
    for name, layer in places:
        if layer not in adapters:
            adapters[layer] = LoRA(layer, r, alpha)
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, adapters[layer])
    return [name for name, _ in places]
