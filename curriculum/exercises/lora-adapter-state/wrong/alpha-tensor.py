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


def lora_state_dict(model: nn.Module) -> dict[str, Tensor]:
    state = {}
    for name, layer in model.named_modules():
        if isinstance(layer, LoRALinear):
            state[name + ".lora_A"] = layer.lora_A.detach().clone()
            state[name + ".lora_B"] = layer.lora_B.detach().clone()
            state[name + ".alpha"] = torch.tensor(float(layer.alpha))
    return state


def load_lora(model: nn.Module, state: dict[str, Tensor]) -> None:
    layers = {name: layer for name, layer in model.named_modules() if isinstance(layer, LoRALinear)}
    wanted = {f"{name}.{part}" for name in layers for part in ("lora_A", "lora_B", "alpha")}
    if wanted - set(state):
        raise ValueError("missing keys")
    if set(state) - wanted:
        raise ValueError("unexpected keys")
    for name, layer in layers.items():
        for part in ("lora_A", "lora_B"):
            if state[f"{name}.{part}"].shape != getattr(layer, part).shape:
                raise ValueError("wrong shape")
    for name, layer in layers.items():
        with torch.no_grad():
            layer.lora_A.copy_(state[name + ".lora_A"])
            layer.lora_B.copy_(state[name + ".lora_B"])
        layer.alpha = state[name + ".alpha"]
