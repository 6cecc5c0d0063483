import math

import torch
from torch import Tensor, nn


def inject_lora(model, targets, r, alpha):
    """Replaces nothing: the layers get two more parameters and a hook. Shared layers need no care at all."""
    names = {}
    for name, layer in model.named_modules(remove_duplicate=False):
        parts = name.split(".")
        wanted = any(parts[-len(t.split(".")) :] == t.split(".") for t in targets)
        if wanted and isinstance(layer, nn.Linear):
            names[name] = layer
    if not names:
        raise ValueError(f"none of {targets} found")
    for parameter in model.parameters():
        parameter.requires_grad_(False)

    def add_update(layer, arguments, output):
        return output + (arguments[0] @ layer.lora_A.T) @ layer.lora_B.T * (alpha / r)

    for layer in dict.fromkeys(names.values()):
        layer.register_parameter("lora_A", nn.Parameter(torch.rand(r, layer.in_features).to(layer.weight) - 0.5))
        layer.register_parameter("lora_B", nn.Parameter(torch.zeros(layer.out_features, r).to(layer.weight)))
        layer.register_forward_hook(add_update)
    return list(names)
