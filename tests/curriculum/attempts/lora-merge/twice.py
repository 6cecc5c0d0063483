import torch


@torch.no_grad()
def merge(layer):
    old = layer.base.weight.data
    layer.cache = {"weight": old.clone()}
    left, right = (layer.lora_A.t(), layer.lora_B.t()) if layer.fan_in_fan_out else (layer.lora_B, layer.lora_A)
    old.add_(layer.scaling * left @ right)
    layer.merged = True
    return layer.base


@torch.no_grad()
def unmerge(layer):
    if layer.merged:
        layer.base.weight.data.copy_(layer.cache["weight"])
        layer.merged = False
