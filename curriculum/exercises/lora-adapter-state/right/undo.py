import copy

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """Given, nothing to change here. y = base(x) + (alpha / r) * B A x; alpha and r are plain numbers."""

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features) / base.in_features**0.5)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        self.r, self.alpha = r, alpha

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        return self.base(x) + self.alpha / self.r * (x @ self.lora_A.T @ self.lora_B.T)


def lora_state_dict(model):
    found = {}
    for name, layer in model.named_modules():
        if type(layer).__name__ == "LoRALinear":
            found[name + ".lora_A"], found[name + ".lora_B"] = layer.lora_A.data, layer.lora_B.data
            found[name + ".alpha"] = torch.full((), layer.alpha)
    return copy.deepcopy(found)


def load_lora(model, state):
    """Writes as it goes, and takes everything back if anything is wrong."""
    before = lora_state_dict(model)
    if len(before) != len(state):
        raise ValueError(f"{len(state)} entries for {len(before)}")
    try:
        write(model, state, list(before))
    except (KeyError, ValueError):
        write(model, before, list(before))
        raise


def write(model, state, keys):
    for key in keys:
        name, _, part = key.rpartition(".")
        layer, value = model.get_submodule(name), state[key]
        if part == "alpha":
            layer.alpha = float(value)
        elif value.shape == getattr(layer, part).shape:
            getattr(layer, part).data.copy_(value)
        else:
            raise ValueError(key)
