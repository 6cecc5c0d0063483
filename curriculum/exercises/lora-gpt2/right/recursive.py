import torch
import torch.nn.functional as F
from torch import nn
from transformers.pytorch_utils import Conv1D


class Adapted(nn.Module):
    def __init__(self, layer, into, out, r, alpha):
        super().__init__()
        self.layer, self.scale = layer, alpha / r
        self.lora_A = nn.Parameter(torch.randn(r, into) * 0.02)
        self.lora_B = nn.Parameter(torch.zeros(out, r))

    def forward(self, x):
        return self.layer(x).add(F.linear(F.linear(x, self.lora_A), self.lora_B), alpha=self.scale)


def adapted(layer, r, alpha):
    if isinstance(layer, nn.Linear):
        return Adapted(layer, layer.in_features, layer.out_features, r, alpha)
    if isinstance(layer, Conv1D):
        return Adapted(layer, layer.weight.shape[0], layer.nf, r, alpha)
    return None


def walk(module, prefix, targets, r, alpha, found):
    for name, child in module.named_children():
        new = adapted(child, r, alpha) if name in targets else None
        if new is None:
            walk(child, f"{prefix}{name}.", targets, r, alpha, found)
        else:
            setattr(module, name, new)
            found.append(f"{prefix}{name}")
    return found


def inject_lora(model, targets, r, alpha):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return walk(model, "", targets, r, alpha, [])
