"""LayerNorm with eps = 0.1, so that its place shows: B = 2, T = 3, d = 5."""

import torch

B, T, D, EPS = 2, 3, 5, 0.1


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        # Rows of different means and deviations, none of them 0 and 1.
        "x": normal(B, T, D) * (0.5 + normal(B, T, 1).abs()) + 2.0 * normal(B, T, 1),
        "gain": 1.0 + 0.5 * normal(D),
        "shift": normal(D),
        "quiet": 2.0e-3 * normal(B, T, D) + 0.01 * normal(B, T, 1),  # variances of about 4e-6, below the default eps
        "constant": normal(B, 1, 1).expand(B, T, D).contiguous(),
        "far": 3000.0 + normal(4, 64),
        "noise": normal(T, D),
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, gain, shift, quiet, constant, far, noise, direction = (
        inputs[name].to(device)
        for name in ("x", "gain", "shift", "quiet", "constant", "far", "noise", "direction")
    )

    def roles(layer):
        """The parameters by what they start as, whatever they are called."""
        found = {}
        for parameter in layer.parameters():
            if bool((parameter == 1).all()):
                found.setdefault("gain", parameter)
            elif bool((parameter == 0).all()):
                found.setdefault("shift", parameter)
        return found

    def build(d=D, fill=True, **options):
        layer = module.LayerNorm(d, **options).to(device).double()
        found = roles(layer)
        with torch.no_grad():
            for name, tensor in (("gain", gain), ("shift", shift)):
                if fill and name in found:
                    found[name].copy_(tensor[: found[name].numel()].reshape(found[name].shape))
        return layer, found

    def norm(fill=True, **options):
        return build(fill=fill, **options)[0]

    def parameters():
        layer = module.LayerNorm(D)
        kinds = {1.0: "all ones", 0.0: "all zeros"}
        described = []
        for p in layer.parameters():
            first = p.flatten()[0].item()
            kind = kinds.get(first, "other") if bool((p == first).all()) else "other"
            described.append([list(p.shape), kind, p.requires_grad])
        plain = [value for value in vars(layer).values() if torch.is_tensor(value)]
        return sorted(described) or [[list(tensor.shape), "no parameter", False] for tensor in plain]

    def far_away():
        """Whether float32 loses nothing that matters: the same layer in float64 is the measure."""
        single = module.LayerNorm(64).to(device)(far.float())
        double = module.LayerNorm(64).to(device).double()(far.float().double())
        gap = (single.double() - double).abs().max().item()
        return {"dtype": str(single.dtype), "agrees with float64 to 0.005": gap < 5e-3}

    def other_rows():
        layer = norm(eps=EPS)
        before = layer(x.clone())[0, 0]
        x[1] += noise
        x[0, 1:] += noise[1:]
        return (layer(x)[0, 0] - before).abs().max().item()

    def input_kept():
        before = x.clone()
        norm(eps=EPS)(x)
        return torch.equal(x, before)

    def gradients():
        layer, found = build(eps=EPS)
        live = {name: parameter for name, parameter in found.items() if parameter.requires_grad}
        leaves = {"x": x.requires_grad_(), **live}
        out = layer(x)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": parameters,
        "fresh": lambda: norm(fill=False, eps=EPS)(x),
        "values": lambda: norm(eps=EPS)(x),
        "default-eps": lambda: norm()(quiet),
        "constant": lambda: norm()(constant),
        "one-axis": lambda: norm(eps=EPS)(x[0, 1]),
        "four-axes": lambda: norm(eps=EPS)(x[:, :, None].repeat(1, 1, 2, 1)),
        "one-row": lambda: norm(eps=EPS)(x[:1, :1]),
        "far": far_away,
        "other-rows": other_rows,
        "input-kept": input_kept,
        "gradients": gradients,
    }
