"""A residual connection around a small layer that notes what it is given: B = 2, T = 3, d = 5."""

import torch
from torch import nn

B, T, D = 2, 3, 5


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    x = normal(B, T, D) * (0.5 + normal(B, T, 1).abs()) + 2.0 * normal(B, T, 1)
    x[0, 0] = 0.004 * normal(D)  # a variance near epsilon: where that stands shows
    return {
        "x": x,  # rows of different means and deviations: a normalised x is not x
        "weight": normal(D, D) / D**0.5,
        "offset": normal(D),
        "gain": 1.0 + 0.5 * normal(D),
        "shift": normal(D),
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


class Branch(nn.Module):
    """tanh(x W + b), which notes what it is called with."""

    def __init__(self, weight, offset):
        super().__init__()
        self.weight, self.offset = nn.Parameter(weight.clone()), nn.Parameter(offset.clone())
        self.seen = []

    def forward(self, x):
        self.seen.append(x)
        return torch.tanh(x @ self.weight + self.offset)


class Nothing(nn.Module):
    def forward(self, x):
        return torch.zeros_like(x)


def observe(module, inputs, device):
    x, weight, offset, gain, shift, direction = (
        inputs[name].to(device) for name in ("x", "weight", "offset", "gain", "shift", "direction")
    )

    def build(fn=None):
        """The layer with given weights; the norm's parameters are told apart by what they start as."""
        branch = Branch(weight, offset).to(device) if fn is None else fn
        layer = module.Sublayer(D, branch).to(device).double()
        mine = {id(p) for p in branch.parameters()}
        found = {}
        with torch.no_grad():
            for parameter in layer.parameters():
                if id(parameter) in mine or parameter.shape != (D,):
                    continue
                if bool((parameter == 1).all()):
                    found["gain"] = parameter.copy_(gain)
                elif bool((parameter == 0).all()):
                    found["shift"] = parameter.copy_(shift)
        return layer, branch, found

    def parameters():
        return sorted(list(p.shape) for p in module.Sublayer(D, Branch(weight, offset)).parameters())

    def received():
        layer, branch, _ = build()
        layer(x)
        return {"calls": len(branch.seen), "first": branch.seen[0] if branch.seen else None}

    def identity():
        layer, _, _ = build(Nothing())
        return (layer(x) - x).abs().max().item()

    def identity_gradient():
        """With fn = 0 the derivative of the output by x is exactly one."""
        leaf = x.clone().requires_grad_()
        out = build(Nothing())[0](leaf * 1.0)
        return torch.autograd.grad((out * direction).sum(), leaf)[0] / direction

    def input_kept():
        before = x.clone()
        build()[0](x)
        return (x - before).abs().max().item()

    def stacked():
        layers = [build()[0] for _ in range(3)]
        y = x
        for layer in layers:
            y = layer(y)
        return y

    def gradients():
        layer, branch, found = build()
        leaves = {"x": x.requires_grad_(), "weight": branch.weight, "offset": branch.offset, **found}
        out = layer(leaves["x"] * 1.0)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": parameters,
        "received": received,
        "identity": identity,
        "values": lambda: build()[0](x),
        "one-axis": lambda: build()[0](x[1, 2]),
        "four-axes": lambda: build()[0](x[:, :, None].expand(B, T, 2, D)),
        "stacked": stacked,
        "single-precision": lambda: build()[0].float()(x.float()),
        "input-kept": input_kept,
        "identity-gradient": identity_gradient,
        "gradients": gradients,
    }
