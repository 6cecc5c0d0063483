import torch
from torch import nn
from transformers.pytorch_utils import Conv1D


def inject_lora(model, targets, r, alpha):
    """Replaces nothing: the layers themselves get two more parameters and a hook that adds the update."""
    model.requires_grad_(False)

    def add_update(layer, arguments, output):
        (x,) = arguments
        return output + alpha / r * torch.einsum("...i,ri,or->...o", x, layer.lora_A, layer.lora_B)

    names = [
        name
        for name, layer in model.named_modules()
        if isinstance(layer, (nn.Linear, Conv1D)) and name.split(".")[-1] in targets
    ]
    for name in names:
        layer = model.get_submodule(name)
        shape = tuple(layer.weight.shape)
        into, out = shape if isinstance(layer, Conv1D) else shape[::-1]
        layer.lora_A = nn.Parameter(torch.empty(r, into).uniform_(-0.1, 0.1))
        layer.lora_B = nn.Parameter(torch.zeros(out, r))
        layer.register_forward_hook(add_update)
    return names
