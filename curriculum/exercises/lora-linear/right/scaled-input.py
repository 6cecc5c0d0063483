import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """Scales the small activations of width r, drops the adapter's output instead of its input."""

    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.base, self.scale, self.merged = base, alpha / r, False
        for parameter in base.parameters():
            parameter.requires_grad = False
        self.lora_A = nn.Parameter(nn.init.xavier_normal_(torch.empty(r, base.in_features)))
        self.lora_B = nn.Parameter(torch.zeros((base.out_features, r)))
        self.dropout = nn.Dropout(p=dropout)

    def forward(self, x: Tensor) -> Tensor:
        low = (x @ self.lora_A.t()) * self.scale
        high = self.dropout(low @ self.lora_B.t())
        return self.base(x) if self.merged else self.base(x) + high

    def merge(self) -> None:
        if self.merged:
            return
        with torch.no_grad():
            self.base.weight.copy_(self.base.weight + (self.lora_B * self.scale) @ self.lora_A)
        self.merged = True

    def unmerge(self) -> None:
        if not self.merged:
            return
        with torch.no_grad():
            self.base.weight.copy_(self.base.weight - (self.lora_B * self.scale) @ self.lora_A)
        self.merged = False
