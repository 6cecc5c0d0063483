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


import weakref

_saved = {}


def _delta(layer):
    d = torch.einsum("or,ri->oi", layer.lora_B.detach(), layer.lora_A.detach()).mul_(layer.scaling)
    return d.t() if layer.fan_in_fan_out else d


@torch.no_grad()
def merge(layer: LoRALinear) -> nn.Module:
    if not layer.merged:
        w = layer.base.weight
        _saved["w"] = w.clone()
        w.add_(_delta(layer).to(w.dtype))
        layer.merged = True
    return layer.base


@torch.no_grad()
def unmerge(layer: LoRALinear) -> None:
    if not layer.merged:
        return
    layer.base.weight.copy_(_saved["w"])
    layer.merged = False
