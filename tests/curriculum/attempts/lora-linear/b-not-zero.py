import torch
import torch.nn.functional as F
from torch import nn


class LoRALinear(nn.Module):
    """Both factors random, by a distribution of its own."""

    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base, self.s, self.p, self.on = base.requires_grad_(False), alpha / r, dropout, False
        self.lora_A = nn.Parameter(torch.rand(r, base.in_features) - 0.5)
        self.lora_B = nn.Parameter(torch.rand(base.out_features, r) - 0.5)

    def forward(self, x):
        out = self.base(x)
        if not self.on:
            dropped = F.dropout(x, self.p, self.training)
            out = out + self.s * F.linear(F.linear(dropped, self.lora_A), self.lora_B)
        return out

    def merge(self):
        if not self.on:
            self.base.weight.data.addmm_(self.lora_B.data, self.lora_A.data, alpha=self.s)
        self.on = True

    def unmerge(self):
        if self.on:
            self.base.weight.data.addmm_(self.lora_B.data, self.lora_A.data, alpha=-self.s)
        self.on = False
