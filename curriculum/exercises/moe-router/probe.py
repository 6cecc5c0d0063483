"""A mixture of E = 6 experts on d = 5; the experts are replaced by ones that count the rows they are given."""

import torch
from torch import nn

D, HIDDEN, E = 5, 8, 6
B, T = 3, 4


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, T, D),
        "router": normal(E, D) * 0.7,
        "weight": normal(E, D, D),
        "bias": normal(E, D),
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


class Counting(nn.Module):
    """An expert whose weights are known and who remembers how many rows it was given."""

    def __init__(self, weight, bias):
        super().__init__()
        self.weight, self.bias, self.rows = nn.Parameter(weight), nn.Parameter(bias), 0

    def forward(self, x):
        self.rows += x.numel() // D
        return torch.tanh(x @ self.weight.T) + self.bias


def observe(module, inputs, device):
    x = inputs["x"].to(device)

    def layer_of(k):
        layer = module.MoE(D, HIDDEN, E, k).to(device).double()
        with torch.no_grad():
            layer.router.weight.copy_(inputs["router"])
        layer.experts = nn.ModuleList(map(Counting, inputs["weight"], inputs["bias"])).to(device)
        return layer.eval()

    def output(k, given=x):
        return layer_of(k)(given)[0]

    def built():
        layer = module.MoE(D, HIDDEN, E, 2).to(device).double()
        expert = layer.experts[0]
        return {
            "experts": len(layer.experts),
            "router weight": list(layer.router.weight.shape),
            "router has a bias": layer.router.bias is not None,
            "output of an expert": list(expert(x[0]).shape),
            "matrices of an expert": sorted(sorted(p.shape) for p in expert.parameters() if p.dim() == 2),
        }

    def rows(k):
        layer = layer_of(k)
        layer(x)
        return [expert.rows for expert in layer.experts]

    def gradients(k):
        layer = layer_of(k)
        leaves = {"x": x.clone().requires_grad_(), "router.weight": layer.router.weight}
        out = layer(leaves["x"])[0]
        found = [None] * 2
        if out.requires_grad:
            total = (out * inputs["direction"].to(device)).sum()
            found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in zip(leaves.items(), found)
        }

    return {
        "built": built,
        "logits": lambda: layer_of(2)(x)[1].reshape(-1, E),
        "values": lambda: output(2),
        "three-of-six": lambda: output(3),
        "sparse": lambda: rows(2),
        "all-experts": lambda: output(E),
        "top-one": lambda: output(1),
        "two-axes": lambda: output(2, x[0]),
        "one-token": lambda: output(2, x[:1, :1]),
        "gradients": lambda: gradients(2),
        "router-learns": lambda: gradients(1),
    }
