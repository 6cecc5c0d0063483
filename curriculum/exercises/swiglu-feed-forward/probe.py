"""A gated feed-forward with given weights, B = 2, T = 3, d = 6, hidden = 10; and GELU on a line of numbers."""

import torch

B, T, D, HIDDEN = 2, 3, 6, 10
SHAPES = {"gate_proj": (HIDDEN, D), "up_proj": (HIDDEN, D), "down_proj": (D, HIDDEN)}


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, T, D),
        "weights": {name: 1.5 * normal(*shape) / shape[1] ** 0.5 for name, shape in SHAPES.items()},
        "line": torch.sort(torch.from_numpy(rng.uniform(-4.0, 4.0, 40))).values,
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, line, direction = (inputs[name].to(device) for name in ("x", "line", "direction"))

    def build():
        layer = module.SwiGLU(D, HIDDEN).to(device).double()
        parameters = dict(layer.named_parameters())
        with torch.no_grad():
            for name, weight in inputs["weights"].items():
                if (parameter := parameters.get(f"{name}.weight")) is not None and parameter.shape == weight.shape:
                    parameter.copy_(weight)
            for name, parameter in parameters.items():
                if name.endswith("bias"):
                    parameter.fill_(0.25)
        return layer, parameters

    def parameters():
        return {name: list(p.shape) for name, p in sorted(module.SwiGLU(D, HIDDEN).named_parameters())}

    def widths():
        """The hidden width that is chosen when none is given."""
        return {d: module.SwiGLU(d).up_proj.weight.shape[0] for d in (6, 16, 48, 50, 64)}

    def gradients():
        layer, named = build()
        leaves = {"x": x.requires_grad_()}
        leaves |= {name: named[f"{name}.weight"] for name in SHAPES if f"{name}.weight" in named}
        out = layer(x)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    def slopes(kind):
        leaf = line.clone().requires_grad_()
        return torch.autograd.grad(module.gelu(leaf, kind).sum(), leaf)[0]

    def ends():
        far = torch.tensor([-40.0, -12.0, 0.0, 12.0, 40.0], dtype=torch.float64, device=device)
        return {kind: module.gelu(far, kind) for kind in ("none", "tanh")}

    return {
        "gelu-exact": lambda: module.gelu(line),
        "gelu-tanh": lambda: module.gelu(line, "tanh"),
        "gelu-ends": ends,
        "gelu-slopes": lambda: {kind: slopes(kind) for kind in ("none", "tanh")},
        "parameters": parameters,
        "values": lambda: build()[0](x),
        "one-axis": lambda: build()[0](x[1, 2]),
        "four-axes": lambda: build()[0](x[:, :, None].expand(B, T, 2, D)),
        "single-precision": lambda: build()[0].float()(x.float()),
        "widths": widths,
        "gradients": gradients,
    }
