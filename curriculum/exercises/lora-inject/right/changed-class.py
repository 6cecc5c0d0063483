import math

import torch
from torch import Tensor, nn


class Adapted:
    """Put before a layer's own class, so that the same object becomes a layer with an adapter."""

    def forward(self, x):
        update = torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B)
        return super().forward(x) + self.lora_scaling * update


def inject_lora(model, targets, r, alpha):
    ends = tuple(f".{target}" for target in targets)
    places = {
        name: layer
        for name, layer in model.named_modules(remove_duplicate=False)
        if ("." + name).endswith(ends) and isinstance(layer, nn.Linear)
    }
    if len(places) == 0:
        raise ValueError(targets)
    model.requires_grad_(False)
    for layer in set(places.values()):
        layer.lora_A = nn.Parameter(torch.empty_like(layer.weight[:1]).expand(r, -1).clone().normal_(std=0.02))
        layer.lora_B = nn.Parameter(torch.zeros_like(layer.weight[:, :1]).expand(-1, r).clone())
        layer.lora_scaling = alpha / r
        layer.__class__ = type("Adapted" + type(layer).__name__, (Adapted, type(layer)), {})
    return sorted(places)
