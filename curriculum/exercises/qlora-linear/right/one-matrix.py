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
    """One matrix for both: the restored weight plus the update, made anew in each forward pass."""

    def __init__(self, base, r, alpha):
        super().__init__()
        self.lora_A = nn.Parameter(torch.empty(r, base.in_features).to(base.weight))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r).to(base.weight))
        nn.init.normal_(self.lora_A, std=0.02)
        for name, value in zip(("weight_q", "scale"), quantize(base.weight)):
            self.register_buffer(name, value)
        self.register_buffer("bias", None)
        if base.bias is not None:
            self.bias = base.bias.detach()
        self.alpha_over_r = alpha / r

    def whole(self):
        return torch.addmm(self.weight_q * self.scale, self.lora_B, self.lora_A, alpha=self.alpha_over_r)

    def forward(self, x):
        y = x @ self.whole().T
        return y if self.bias is None else y + self.bias

    def merge(self):
        plain = torch.nn.utils.skip_init(nn.Linear, self.lora_A.shape[1], self.lora_B.shape[0], self.bias is not None)
        plain.weight.data = self.whole().detach()
        if self.bias is not None:
            plain.bias.data = self.bias.clone()
        return plain
