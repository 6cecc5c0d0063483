import torch
import torch.nn.functional as F
from torch import nn
from transformers.pytorch_utils import Conv1D


class LoRALinear(nn.Module):
    """Adds the update to the weight before multiplying."""

    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.weight, self.bias = weight, bias  # weight: a function, as the layout depends on the layer
        out, into = weight().shape
        self.lora_A = nn.Parameter(nn.init.xavier_uniform_(torch.empty(r, into)))
        self.lora_B = nn.Parameter(torch.zeros(out, r))
        self.factor = alpha / r

    def forward(self, x):
        return F.linear(x, self.weight() + self.factor * torch.mm(self.lora_B, self.lora_A), self.bias)


class FromConv1D(LoRALinear):
    def __init__(self, conv, r, alpha):
        super().__init__(lambda: conv.weight.t(), conv.bias, r, alpha)
        self.base = conv


class FromLinear(LoRALinear):
    def __init__(self, linear, r, alpha):
        super().__init__(lambda: linear.weight, linear.bias, r, alpha)
        self.base = linear


def inject_lora(model, targets, r, alpha):
    names, kinds = [], {Conv1D: FromConv1D, nn.Linear: FromLinear}
    for p in model.parameters():
        p.requires_grad = False
    for path, parent in list(model.named_modules()):
        for child, layer in list(parent.named_children()):
            if child in targets and type(layer) in kinds:
                parent.register_module(child, kinds[type(layer)](layer, r, alpha))
                names.append(f"{path}.{child}".lstrip("."))
    return names
