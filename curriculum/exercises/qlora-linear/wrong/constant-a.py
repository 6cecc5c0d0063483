import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Given. Symmetric int8 with a scale per output channel: weight (out, in) is about q * scale, scale (out, 1)."""
    scale = weight.detach().abs().amax(dim=1, keepdim=True) / 127
    scale = torch.where(scale == 0, 1.0, scale)
    return (weight.detach() / scale).round().to(torch.int8), scale


class QLoRALinear(nn.Module):
    """A linear layer whose frozen weight is stored in int8, with a low-rank update in floating point beside it.

    Buffers: weight_q (out, in) int8 and scale (out, 1). Parameters that learn: lora_A (r, in), random, and
    lora_B (out, r), zero, both in base.weight's dtype. Keeps no floating-point copy of the weight.
    """

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        q, scale = quantize(base.weight)
        self.register_buffer("weight_q", q)  # buffers are saved and moved, and never learn
        self.register_buffer("scale", scale)
        self.register_buffer("bias", None if base.bias is None else base.bias.detach().clone())
        self.lora_A = nn.Parameter(scale.new_empty(r, base.in_features))
        self.lora_B = nn.Parameter(scale.new_zeros(base.out_features, r))
        nn.init.constant_(self.lora_A, 0.01)
        self.scaling = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in). Returns (..., out). Gradients reach x, lora_A and lora_B."""
        y = F.linear(x, self.restored(x.dtype), self.bias)
        return y + self.scaling * (x @ self.lora_A.T @ self.lora_B.T)

    @torch.no_grad()
    def merge(self) -> nn.Linear:
        """A new, ordinary layer with the restored weight plus the update, in floating point."""
        out, into = self.weight_q.shape
        like = {"dtype": self.lora_A.dtype, "device": self.lora_A.device}
        merged = nn.Linear(into, out, bias=self.bias is not None, **like)
        merged.weight.copy_(self.restored(self.lora_A.dtype) + self.scaling * self.lora_B @ self.lora_A)
        if self.bias is not None:
            merged.bias.copy_(self.bias)
        return merged

    def restored(self, dtype: torch.dtype) -> Tensor:
        """The weight in floating point, (out, in), made anew for each use."""
        return self.weight_q.to(dtype) * self.scale.to(dtype)
