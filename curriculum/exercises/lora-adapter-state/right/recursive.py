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


def walk(module, prefix=""):
    """Every adapted layer with its name, by hand."""
    for name, child in module.named_children():
        if hasattr(child, "lora_A") and hasattr(child, "alpha"):
            yield prefix + name, child
        else:
            yield from walk(child, f"{prefix}{name}.")


def lora_state_dict(model):
    with torch.no_grad():
        return {
            f"{name}.{part}": torch.tensor(value) if part == "alpha" else value.data.clone()
            for name, layer in walk(model)
            for part, value in (("lora_A", layer.lora_A), ("lora_B", layer.lora_B), ("alpha", layer.alpha))
        }


def load_lora(model, state):
    todo, left = [], dict(state)
    for name, layer in walk(model):
        try:
            a, b, alpha = (left.pop(f"{name}.{part}") for part in ("lora_A", "lora_B", "alpha"))
        except KeyError as error:
            raise ValueError(f"{error} is missing") from None
        if a.shape != layer.lora_A.shape or b.shape != layer.lora_B.shape:
            raise ValueError(f"{name} has another rank")
        todo.append((layer, a, b, alpha))
    if left:
        raise ValueError(f"left over: {list(left)}")
    for layer, a, b, alpha in todo:
        layer.lora_A.data[:] = a
        layer.lora_B.data[:] = b
        layer.alpha = alpha.item()
