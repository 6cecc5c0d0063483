from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """Given, nothing to change here. A frozen linear layer and its low-rank update."""

    def __init__(self, base: nn.Module, r: int, alpha: float, fan_in_fan_out: bool = False) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.fan_in_fan_out = fan_in_fan_out  # True: base.weight is (in, out), as in GPT-2's Conv1D
        out, into = base.weight.shape[::-1] if fan_in_fan_out else base.weight.shape
        self.lora_A = nn.Parameter(torch.randn(r, into) / into**0.5)
        self.lora_B = nn.Parameter(torch.zeros(out, r))
        self.scaling = alpha / r
        self.merged = False

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        if self.merged:
            return self.base(x)
        return self.base(x) + self.scaling * (x @ self.lora_A.T @ self.lora_B.T)


BEFORE = WeakKeyDictionary()  # layer -> the weight it had; forgotten with the layer


def merge(layer):
    """The update as a sum of r outer products, and the old weights beside all layers."""
    if layer not in BEFORE:
        BEFORE[layer] = layer.base.weight.data
        total = BEFORE[layer].clone()
        for b, a in zip(layer.lora_B.data.T, layer.lora_A.data):
            one = torch.outer(a, b) if layer.fan_in_fan_out else torch.outer(b, a)
            total = total + layer.scaling * one
        layer.base.weight.data = total.to(BEFORE[layer].dtype)
        layer.merged = True
    return layer.base


def unmerge(layer):
    if layer in BEFORE:
        layer.base.weight.data = BEFORE.pop(layer)
        layer.merged = False
