import torch
from torch import Tensor, nn



def merge(layer):
    """The class is not needed: whatever has these attributes can be merged."""
    weight = layer.base.weight
    if not layer.merged:
        layer.undo = [weight.data.clone()]
        pattern = "or,ri->io" if layer.fan_in_fan_out else "or,ri->oi"
        delta = torch.einsum(pattern, layer.lora_B.detach() * layer.scaling, layer.lora_A.detach())
        weight.data.add_(delta)
    layer.merged = True
    return layer.base


def unmerge(layer):
    if layer.merged:
        layer.base.weight.data.copy_(layer.undo.pop())
        layer.merged = False
