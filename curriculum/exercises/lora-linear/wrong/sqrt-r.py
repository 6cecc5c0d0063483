import math

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.base = base
        for parameter in self.base.parameters():
            parameter.requires_grad = False
        self.lora_A = nn.Parameter(torch.empty(r, base.in_features))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.scale = alpha / math.sqrt(r)
        self.dropout = nn.Dropout(dropout)
        self.merged = False

    def forward(self, x: Tensor) -> Tensor:
        if self.merged:
            return self.base(x)
        return self.base(x) + self.dropout(x) @ self.lora_A.T @ self.lora_B.T * self.scale

    def merge(self) -> None:
        if not self.merged:
            self.base.weight.data += self.lora_B @ self.lora_A * self.scale
            self.merged = True

    def unmerge(self) -> None:
        if self.merged:
            self.base.weight.data -= self.lora_B @ self.lora_A * self.scale
            self.merged = False
