import torch
from torch import nn


class Wrap(nn.Module):
    def __init__(self, inner, rank, factor):
        super().__init__()
        self.inner, self.factor = inner, factor
        self.lora_A = nn.Parameter(torch.randn(rank, inner.in_features).to(inner.weight))
        self.lora_B = nn.Parameter(torch.zeros(inner.out_features, rank).to(inner.weight))

    def forward(self, x):
        return self.inner(x) + self.factor * torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B)


def inject_lora(model, targets, r, alpha):
    tails = tuple("." + target for target in targets)
    linear = {n: m for n, m in model.named_modules() if isinstance(m, nn.Linear) and ("." + n).endswith(tails)}
    if len(linear) < 1:
        raise ValueError("?")
    model.requires_grad_(False)
    for path in linear:
        *above, key = path.split(".")
        owner = model
        for step in above:
            owner = getattr(owner, step)
        owner._modules[key] = Wrap(linear[path], r, alpha / r)
    return list(linear)
