import torch
from torch import nn


class Sum(nn.Module):
    def __init__(self, old, a, b, k):
        super().__init__()
        self.old, self.lora_A, self.lora_B, self.k = old, a, b, k

    def forward(self, x):
        return torch.add(self.old(x), (x @ self.lora_A.mT) @ self.lora_B.mT, alpha=self.k)


def inject_lora(model, targets, r, alpha):
    [p.requires_grad_(False) for p in model.parameters()]
    adapters, names = {}, []
    for name, old in list(model.named_modules(remove_duplicate=False)):
        parts = name.split(".")
        hit = any(".".join(parts[k:]) in targets for k in range(len(parts)))
        if not hit or not isinstance(old, nn.Linear):
            continue
        if old not in adapters:
            a = nn.Parameter(old.weight.new_empty(r, old.in_features).uniform_(-1, 1))
            b = nn.Parameter(old.weight.new_zeros(old.out_features, r))
            adapters[old] = Sum(old, a, b, alpha / r)
        owner = model.get_submodule(".".join(parts[:-1]))
        owner.register_module(parts[-1], adapters[old])
        names += [name]
    return names
