import math

import torch
from torch import Tensor, nn


class LoRA(nn.Module):
    """A linear layer and its low-rank update: base(x) + (alpha / r) * B A x."""

    def __init__(self, base, r, alpha):
        super().__init__()
        self.inner = base
        like = {"dtype": base.weight.dtype, "device": base.weight.device}
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features, **like) / r)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, **like))
        self.r, self.alpha = r, alpha

    def forward(self, x):
        low = nn.functional.linear(x, self.lora_A)
        return self.inner(x) + nn.functional.linear(low, self.lora_B) * (self.alpha / self.r)


def inject_lora(model, targets, r, alpha):
    """Walks down the tree by hand; what it has wrapped it remembers, and it never walks into a wrapper."""
    wrapped, names, todo = {}, [], []

    def walk(parent, path):
        for key, child in parent._modules.items():
            here = [*path, key]
            if isinstance(child, nn.Linear):
                tails = {".".join(here[start:]) for start in range(len(here))}
                if tails & set(targets):
                    todo.append((parent, key, child))
                    names.append(".".join(here))
            elif child is not None:
                walk(child, here)

    walk(model, [])
    if not todo:
        raise ValueError("nothing to adapt")
    for parameter in model.parameters():
        parameter.requires_grad = False
    for parent, key, child in todo:
        parent._modules[key] = wrapped.setdefault(id(child), LoRA(child, r, alpha))
    return names
