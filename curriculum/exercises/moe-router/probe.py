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

    def curved(expert):
        """Whether it bends: no affine map does, wherever its numbers lie."""
        with torch.no_grad():
            for p in expert.parameters():
                p.copy_(torch.cos(torch.arange(1.0, p.numel() + 1)).view_as(p))
            a, b = x[:2]
            return bool((expert(a + b) - expert(a) - expert(b) + expert(0 * a)).abs().max() > 1e-6)

    def built():
        layer = module.MoE(D, HIDDEN, E, 2)
        expert = layer.experts[0].to(device).double().eval()
        return {
            "experts": len(layer.experts),
            "experts is a ModuleList": isinstance(layer.experts, nn.ModuleList),
            "different experts": len({id(next(expert.parameters())) for expert in layer.experts}),
            "an expert has an activation": curved(expert),
            "router weight": list(layer.router.weight.shape),
            "router has a bias": layer.router.bias is not None,
            "output of an expert": list(expert(x[0]).shape),
            "matrices of an expert": sorted(sorted(p.shape) for p in expert.parameters() if p.dim() == 2),
        }

    def training():
        layer = layer_of(2)
        return {"the same in training mode": torch.allclose(layer.train()(x.clone())[0], layer.eval()(x)[0])}

    def input_kept():
        given = x.clone()
        layer_of(2)(given)
        return bool(torch.equal(given, x))

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
        "training-mode": training,
        "input-kept": input_kept,
        "gradients": lambda: gradients(2),
        "router-learns": lambda: gradients(1),
    }
