"""Batches of 6 and of 4 rows with 5 features; eps = 0.1 and momentum = 0.3, so that no two formulas agree."""

import torch

D, EPS, MOMENTUM = 5, 0.1, 0.3


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def positive(*shape):
        return torch.from_numpy(rng.uniform(0.5, 2.0, shape))

    return {
        "x": normal(6, D) * positive(D) + normal(D),
        "other": normal(4, D) * positive(D) + normal(D),
        "direction": normal(6, D),  # what the output is multiplied with before it is differentiated
        "weight": positive(D),
        "bias": normal(D),
        "running_mean": normal(D),
        "running_var": positive(D),
    }


def observe(module, inputs, device):
    x, other, direction = (inputs[name].to(device) for name in ("x", "other", "direction"))

    def fresh():
        return module.BatchNorm(D, eps=EPS, momentum=MOMENTUM).to(device).double()

    def filled(*names):
        layer = fresh()
        with torch.no_grad():
            for name in names:
                getattr(layer, name).copy_(inputs[name])
        return layer

    def affine():
        return filled("weight", "bias").train()

    def experienced():
        """A layer that has been told all four, and evaluates."""
        return filled("weight", "bias", "running_mean", "running_var").eval()

    def start():
        layer = module.BatchNorm(D)
        kept = layer.state_dict()
        return {
            "parameters": {name: list(p.shape) for name, p in sorted(layer.named_parameters())},
            "in state_dict": [name for name in ("weight", "bias", "running_mean", "running_var") if name in kept],
            "zeros": [bool((getattr(layer, name) == 0).all()) for name in ("bias", "running_mean")],
            "ones": [bool((getattr(layer, name) == 1).all()) for name in ("weight", "running_var")],
        }

    def flat_column():
        x[:, 2] = 3.0
        return affine()(x)

    def running(name):
        layer = fresh().train()
        found = []
        for batch in (x, other, x):
            layer(batch)
            found.append(getattr(layer, name).detach().clone())
        return torch.stack(found)

    def untouched():
        layer = experienced()
        layer(x)
        names = ("running_mean", "running_var")
        return {name: bool(torch.equal(getattr(layer, name).cpu(), inputs[name])) for name in names}

    def gradients(layer):
        leaves = {"x": x.requires_grad_(), "weight": layer.weight, "bias": layer.bias}
        out = layer(x)
        if not out.requires_grad:
            return {name: torch.zeros_like(leaf) for name, leaf in leaves.items()}
        found = torch.autograd.grad((out * direction).sum(), leaves.values(), allow_unused=True)
        return {n: torch.zeros_like(leaf) if g is None else g for (n, leaf), g in zip(leaves.items(), found)}

    def graph():
        layer = affine()
        layer(x.requires_grad_())
        return {name: bool(getattr(layer, name).requires_grad) for name in ("running_mean", "running_var")}

    def reloaded():
        """What a saved and loaded layer says: all it has learnt must be in its state_dict."""
        layer, again = affine(), fresh()
        for batch in (x, other):
            layer(batch)
        again.load_state_dict(layer.state_dict())
        return again.eval()(x)

    def one_row():
        layer, raised, kept = experienced().train(), False, True
        try:
            layer(x[:1])
        except ValueError:
            raised = True
            kept = all(torch.equal(getattr(layer, n).cpu(), inputs[n]) for n in ("running_mean", "running_var"))
        return {
            "training raises ValueError": raised,
            "the statistics stay": kept,
            "evaluation": experienced()(x[:1]),
        }

    return {
        "start": start,
        "values": lambda: affine()(x),
        "flat-column": flat_column,
        "running-mean": lambda: running("running_mean"),
        "running-var": lambda: running("running_var"),
        "evaluation": lambda: experienced()(x),
        "evaluation-keeps": untouched,
        "gradients": lambda: gradients(affine()),
        "gradients-evaluation": lambda: gradients(experienced()),
        "graph": graph,
        "reloaded": reloaded,
        "one-row": one_row,
    }
