import torch
import torch.nn.functional as F
from torch import nn


class LoRALinear(nn.Module):
    """Keeps the original weight aside and puts it back."""

    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base = base
        base.weight.requires_grad_(False)
        if base.bias is not None:
            base.bias.requires_grad_(False)
        self.r, self.alpha, self.p = r, alpha, dropout
        self.lora_A = nn.Parameter(base.weight.new_empty(r, base.in_features).normal_(std=0.02))
        self.lora_B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        self.original = None

    def forward(self, x):
        if self.original is not None:
            return self.base(x)
        if self.training and self.p > 0:
            low = F.linear(F.dropout(x, self.p), self.lora_A)
            return self.base(x) + F.linear(low, self.lora_B) * self.alpha / self.r
        weight = self.base.weight + self.alpha / self.r * (self.lora_B @ self.lora_A)
        return F.linear(x, weight, self.base.bias)

    def merge(self):
        if self.original is None:
            self.original = self.base.weight.detach().clone()
            update = torch.mm(self.lora_B.detach(), self.lora_A.detach())
            self.base.weight.data = self.original + update * (self.alpha / self.r)

    def unmerge(self):
        if self.original is not None:
            self.base.weight.data = self.original
            self.original = None
