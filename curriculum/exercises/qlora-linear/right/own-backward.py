import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Given. Symmetric int8 with a scale per output channel: weight (out, in) is about q * scale, scale (out, 1)."""
    scale = weight.detach().abs().amax(dim=1, keepdim=True) / 127
    scale = torch.where(scale == 0, 1.0, scale)
    return (weight.detach() / scale).round().to(torch.int8), scale


class Frozen(torch.autograd.Function):
    """x times a quantised weight. Keeps the codes for the way back and restores the weight there once more."""

    @staticmethod
    def forward(context, x, codes, scale):
        context.save_for_backward(codes, scale)
        return x @ (codes.to(x.dtype) * scale).T

    @staticmethod
    def backward(context, grad):
        codes, scale = context.saved_tensors
        return grad @ (codes.to(grad.dtype) * scale), None, None


class QLoRALinear(nn.Module):
    """With a backward pass of its own: between forward and backward no floating-point weight is alive."""

    def __init__(self, base, r, alpha):
        super().__init__()
        q, s = quantize(base.weight)
        self.register_buffer("weight_q", q)
        self.register_buffer("scale", s)
        self.register_buffer("bias", base.bias.data.clone() if base.bias is not None else None)
        self.lora_A = nn.Parameter(torch.empty_like(base.weight[:1]).repeat(r, 1).uniform_(-0.3, 0.3))
        self.lora_B = nn.Parameter(torch.zeros_like(base.weight[:, :1]).repeat(1, r))
        self.factor = alpha / r

    def forward(self, x):
        y = Frozen.apply(x, self.weight_q, self.scale) + F.linear(self.factor * F.linear(x, self.lora_A), self.lora_B)
        return y if self.bias is None else y.add(self.bias)

    def merge(self):
        eye = torch.eye(self.weight_q.shape[1], dtype=self.lora_A.dtype, device=self.lora_A.device)
        with torch.no_grad():
            zero = 0.0 if self.bias is None else self.bias
            weight = (self(eye) - zero).T.contiguous()
        plain = nn.Linear(*weight.shape[::-1], bias=self.bias is not None, dtype=weight.dtype, device=weight.device)
        state = {"weight": weight} if self.bias is None else {"weight": weight, "bias": self.bias}
        plain.load_state_dict(state)
        return plain
