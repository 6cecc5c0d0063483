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


BACKUP = {}


@torch.no_grad()
def merge(layer: LoRALinear) -> nn.Module:
    """Fold the update into layer.base.weight, in place, and return layer.base. Twice is once."""
    if not layer.merged:
        delta = layer.scaling * (layer.lora_B @ layer.lora_A)  # (out, r) @ (r, in) -> (out, in)
        weight = layer.base.weight
        BACKUP["weight"] = weight.clone()
        weight += delta.T if layer.fan_in_fan_out else delta
        layer.merged = True
    return layer.base


@torch.no_grad()
def unmerge(layer: LoRALinear) -> None:
    """Give layer.base.weight the very bits back that it had before. Does nothing if the layer is not merged."""
    if layer.merged:
        layer.base.weight.copy_(BACKUP["weight"])
        layer.merged = False
