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
    """Multiplies with the codes and scales the channels of the output; the bias is a parameter that does not learn."""

    def __init__(self, base, r, alpha):
        super().__init__()
        codes, scale = quantize(base.weight)
        self.register_buffer("weight_q", codes)
        self.register_buffer("scale", scale)
        self.bias = None
        if base.bias is not None:
            self.bias = nn.Parameter(base.bias.detach().clone(), requires_grad=False)
        dtype, device = base.weight.dtype, base.weight.device
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features, dtype=dtype, device=device) / r)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, dtype=dtype, device=device))
        self.r, self.alpha = r, alpha

    def forward(self, x):
        y = torch.einsum("...i,oi->...o", x, self.weight_q.type_as(x)) * self.scale.squeeze(-1)
        y = y + torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B) * (self.alpha / self.r)
        return y if self.bias is None else y + self.bias

    def merge(self):
        weight = self.weight_q * self.scale + (self.alpha / self.r) * self.lora_B @ self.lora_A
        plain = nn.Linear(weight.shape[1], weight.shape[0], bias=self.bias is not None)
        plain.weight = nn.Parameter(weight.detach())
        if self.bias is not None:
            plain.bias = nn.Parameter(self.bias.detach().clone())
        return plain
