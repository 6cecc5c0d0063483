import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.scale = float(alpha) / r
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features) / r)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        self.drop = nn.Dropout(dropout) if dropout else nn.Identity()
        self.sign = 0

    def forward(self, x):
        if self.sign:
            return self.base(x)
        update = torch.einsum("...i,ri,or->...o", self.drop(x), self.lora_A, self.lora_B)
        return torch.add(self.base(x), update, alpha=self.scale)

    def shift(self, sign):
        with torch.no_grad():
            update = torch.einsum("or,ri->oi", self.lora_B, self.lora_A)
            self.base.weight.add_(update, alpha=sign * self.scale)

    def merge(self):
        if self.sign == 0:
            self.shift(+1)
        self.sign = 1

    def unmerge(self):
        if self.sign == 1:
            self.shift(-1)
        self.sign = 0
