import torch
from torch import nn
from transformers.pytorch_utils import Conv1D


class Plus(nn.Module):
    def __init__(self, layer, sizes, r, factor):
        super().__init__()
        self.layer, self.factor = layer, factor
        self.lora_A = nn.Parameter(torch.randn(r, sizes[0]))
        self.lora_B = nn.Parameter(torch.zeros(sizes[1], r))

    def forward(self, x):
        return self.layer(x) + torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B) * self.factor


def inject_lora(model, targets, r, alpha):
    for p in model.parameters():
        p.requires_grad_(False)
    done = []
    for path, parent in list(model.named_modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, Conv1D | nn.Linear):
                sizes = tuple(child.weight.shape)
                sizes = sizes if isinstance(child, Conv1D) else sizes[::-1]
                parent.add_module(name, Plus(child, sizes, r, alpha / r))
                done.append(f"{path}.{name}" if path else name)
    return done
