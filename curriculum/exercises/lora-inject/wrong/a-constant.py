import math

import torch
from torch import Tensor, nn


class LoRA(nn.Module):
    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        self.base = base
        n_out, n_in = base.weight.shape
        self.lora_A = nn.Parameter(torch.ones(r, n_in, dtype=base.weight.dtype))
        self.lora_B = nn.Parameter(torch.zeros(n_out, r, dtype=base.weight.dtype))
        self.scale = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + x @ self.lora_A.T @ self.lora_B.T * self.scale


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    found = []
    for name, layer in model.named_modules(remove_duplicate=False):
        if isinstance(layer, nn.Linear) and any(name == t or name.endswith("." + t) for t in targets):
            found.append((name, layer))
    if not found:
        raise ValueError("no layer matches")
    for p in model.parameters():
        p.requires_grad = False
    made = {}
    for name, layer in found:
        if id(layer) not in made:
            made[id(layer)] = LoRA(layer, r, alpha)
        parent_name, _, child = name.rpartition(".")
        parent = model.get_submodule(parent_name)
        setattr(parent, child, made[id(layer)])
    return [name for name, _ in found]
