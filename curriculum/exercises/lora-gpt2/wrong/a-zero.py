import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D


class LoRA(nn.Module):
    def __init__(self, base: nn.Module, r: int, alpha: float) -> None:
        super().__init__()
        self.base = base
        if isinstance(base, Conv1D):
            n_in, n_out = base.weight.shape
        else:
            n_out, n_in = base.weight.shape
        self.lora_A = nn.Parameter(torch.zeros(r, n_in))
        self.lora_B = nn.Parameter(torch.randn(n_out, r))
        self.scale = alpha / r

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + x @ self.lora_A.T @ self.lora_B.T * self.scale


def inject_lora(model: nn.Module, targets: set[str], r: int, alpha: float) -> list[str]:
    for parameter in model.parameters():
        parameter.requires_grad = False
    names = []
    for name, layer in list(model.named_modules()):
        if name.split(".")[-1] in targets and isinstance(layer, (nn.Linear, Conv1D)):
            parent_name, _, child = name.rpartition(".")
            parent = model.get_submodule(parent_name)
            setattr(parent, child, LoRA(layer, r, alpha))
            names.append(name)
    return names
