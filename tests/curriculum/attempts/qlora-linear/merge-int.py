import torch
import torch.nn.functional as F
from torch import nn


def to_int8(w):
    s = w.abs().amax(-1, True).div(127)
    return w.div(s).round().to(torch.int8), s


class QLoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.register_buffer("weight_q", None)
        self.register_buffer("scale", None)
        self.weight_q, self.scale = to_int8(base.weight.detach())
        self.register_buffer("b", base.bias.detach().clone() if base.bias is not None else None)
        self.lora_A = nn.Parameter(torch.rand(r, base.in_features, dtype=self.scale.dtype))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, dtype=self.scale.dtype))
        self.ratio = alpha / r

    def forward(self, x):
        out = F.linear(x, self.weight_q.to(x.dtype).mul(self.scale), self.b)
        return out.add(F.linear(F.linear(x, self.lora_A), self.lora_B), alpha=self.ratio)

    def merge(self):
        total = torch.addmm(self.weight_q * self.scale, self.lora_B, self.lora_A, alpha=self.ratio).detach()
        q, s = to_int8(total)
        new = nn.Linear(q.shape[1], q.shape[0], bias=self.b is not None)
        new.weight.data = q.to(s.dtype) * s
        if self.b is not None:
            new.bias.data = self.b
        return new
