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
    """What the adapters of a model know, and nothing else.

    For each LoRALinear called n: "n.lora_A" (r, in), "n.lora_B" (out, r) and "n.alpha", a tensor of one number.
    All are copies without gradient, so that training goes on without changing them.
    """
    raise NotImplementedError


def load_lora(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Put saved adapters into a model with the same layers, in place: A, B and alpha.

    Raises ValueError, and changes nothing, if a key is missing or left over or a shape does not fit.
    """
    raise NotImplementedError
