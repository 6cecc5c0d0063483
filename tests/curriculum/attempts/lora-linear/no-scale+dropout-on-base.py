import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features, dtype=base.weight.dtype))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r, dtype=base.weight.dtype))
        self.drop, self.merged = nn.Dropout(dropout), False

    def forward(self, x):
        x = self.drop(x)
        return self.base(x) if self.merged else self.base(x) + x @ self.lora_A.T @ self.lora_B.T

    def merge(self):
        if not self.merged:
            self.base.weight.data += self.lora_B.data @ self.lora_A.data
        self.merged = True

    def unmerge(self):
        if self.merged:
            self.base.weight.data -= self.lora_B.data @ self.lora_A.data
        self.merged = False
