import torch
from torch import nn


class QLoRALinear(nn.Module):
    """Shields the whole frozen branch from autograd."""

    def __init__(self, base, r, alpha):
        super().__init__()
        w = base.weight.data
        step = w.abs().max(1, keepdim=True)[0] / 127
        self.register_buffer("weight_q", torch.round(w / step).char())
        self.register_buffer("scale", step)
        self.register_buffer("shift", base.bias.data.clone() if base.bias is not None else w.new_zeros(len(w)))
        self.has_bias = base.bias is not None
        self.lora_A = nn.Parameter(torch.randn_like(w[:1].expand(r, -1)))
        self.lora_B = nn.Parameter(w.new_zeros(len(w), r))
        self.k = alpha / r

    @torch.no_grad()
    def frozen(self, x):
        return torch.matmul(x, self.weight_q.to(x.dtype).t()) * self.scale[:, 0] + self.shift

    def forward(self, x):
        return self.frozen(x) + (x @ self.lora_A.t()) @ (self.k * self.lora_B.t())

    def merge(self):
        whole = self.scale * self.weight_q + self.k * self.lora_B.mm(self.lora_A)
        layer = nn.Linear(*whole.shape[::-1], bias=self.has_bias)
        layer.weight = nn.Parameter(whole.data)
        if self.has_bias:
            layer.bias = nn.Parameter(self.shift.clone())
        return layer
