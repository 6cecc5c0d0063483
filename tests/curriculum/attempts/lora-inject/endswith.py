import torch
import torch.nn.functional as F
from torch import nn


def inject_lora(model, targets, r, alpha):
    where = {}
    for path, owner in model.named_modules(remove_duplicate=False):
        for key, child in owner.named_children():
            full = f"{path}.{key}".lstrip(".")
            if isinstance(child, nn.Linear) and full.endswith(tuple(targets)):
                where[full] = child
    if not where:
        raise ValueError(str(targets))
    for p in model.parameters():
        p.requires_grad_(False)
    for child in {id(c): c for c in where.values()}.values():
        child.lora_A = nn.Parameter(torch.randn_like(child.weight[0]).repeat(r, 1) * torch.rand(r, 1).to(child.weight))
        child.lora_B = nn.Parameter(torch.zeros_like(child.weight[:, :1]).repeat(1, r))
        child.register_forward_hook(
            lambda m, args, out: out + alpha / r * F.linear(F.linear(args[0], m.lora_A), m.lora_B)
        )
    return [*where]
