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
    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        q, scale = quantize(base.weight)
        self.register_buffer("weight_q", q)
        self.scale = nn.Parameter(scale)
        self.register_buffer("bias", None if base.bias is None else base.bias.detach().clone())
        dtype = base.weight.dtype
        self.lora_A = nn.Parameter(torch.empty(r, base.in_features, dtype=dtype))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, dtype=dtype))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.scaling = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight_q.to(x.dtype) * self.scale
        out = F.linear(x, weight, self.bias)
        return out + x @ self.lora_A.T @ self.lora_B.T * self.scaling

    def merge(self) -> nn.Linear:
        with torch.no_grad():
            weight = self.weight_q * self.scale + self.lora_B @ self.lora_A * self.scaling
            linear = nn.Linear(weight.shape[1], weight.shape[0], bias=self.bias is not None, dtype=weight.dtype)
            linear.weight.copy_(weight)
            if self.bias is not None:
                linear.bias.copy_(self.bias)
        return linear
