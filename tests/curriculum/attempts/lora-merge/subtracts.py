import torch


def change(layer, sign):
    a, b = layer.lora_A.detach(), layer.lora_B.detach()
    update = torch.einsum("ri,or->io", a, b) if layer.fan_in_fan_out else torch.einsum("ri,or->oi", a, b)
    layer.base.weight.data.add_(update, alpha=sign * layer.scaling)
    layer.merged = sign > 0


def merge(layer):
    if layer.merged is False:
        change(layer, +1)
    return layer.base


def unmerge(layer):
    if layer.merged is True:
        change(layer, -1)
