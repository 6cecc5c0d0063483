"""RMSNorm with eps = 0.1, so that its place shows: B = 2, T = 3, d = 5; and in half precision."""

import torch

B, T, D, EPS = 2, 3, 5, 0.1
DTYPES = ("float32", "bfloat16", "float16")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    x = normal(B, T, D) + 1.5 * normal(B, T, 1)  # means are not 0, so subtracting them shows
    zeros = x.clone()
    zeros[0, 1] = 0.0
    return {
        "x": x,
        "gain": 1.0 + 0.5 * normal(D),
        "quiet": 1.0e-3 * x,  # mean squares of about 1e-6, as large as the default eps
        "zeros": zeros,
        "factor": float(rng.uniform(3.0, 9.0)),
        # The squares of these exceed float16, whether a mean is subtracted or not.
        "large": (600.0 + 200.0 * torch.from_numpy(rng.random((B, T, D)))) * torch.tensor([1.0, -1.0, 1.0, -1.0, -1.0]),
        "noise": normal(T, D),
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, gain, quiet, zeros, large, noise, direction = (
        inputs[name].to(device) for name in ("x", "gain", "quiet", "zeros", "large", "noise", "direction")
    )

    def build(fill=True, **options):
        layer = module.RMSNorm(D, **options).to(device).double()
        found = list(layer.parameters())[:1]  # the gain, whatever it is called
        with torch.no_grad():
            for parameter in found if fill else []:
                parameter.copy_(gain[: parameter.numel()].reshape(parameter.shape))
        return layer, found

    def norm(fill=True, **options):
        return build(fill, **options)[0]

    def parameters():
        layer = module.RMSNorm(D)
        kinds = {1.0: "all ones", 0.0: "all zeros"}
        described = []
        for p in layer.parameters():
            first = p.flatten()[0].item()
            kind = kinds.get(first, "other") if bool((p == first).all()) else "other"
            described.append([list(p.shape), kind, p.requires_grad])
        plain = [value for value in vars(layer).values() if torch.is_tensor(value)]
        return sorted(described) or [[list(tensor.shape), "no parameter", False] for tensor in plain]

    def scaled():
        """How much the output changes when the input is multiplied by a number, with eps = 0."""
        layer = norm(eps=0.0)
        return (layer(x * inputs["factor"]) - layer(x)).abs().max().item()

    def halved(dtype, values):
        layer = module.RMSNorm(D).to(device).to(dtype)
        return layer(values.to(dtype))

    def large_halves():
        """Whether the rows of 600 and more survive in float16; float64 is the measure."""
        layer = module.RMSNorm(D).to(device)
        with torch.no_grad():
            for parameter in list(layer.parameters())[:1]:
                parameter.fill_(1.0)
        double = layer.double()(large.half().double())
        out = layer.half()(large.half()).double()
        gap = (out - double).abs().max().item()
        return {"finite": bool(out.isfinite().all()), "agrees": gap <= 0.01 * double.abs().max().item()}

    def input_kept():
        given = x.clone()
        norm(eps=EPS)(given)
        return bool(torch.equal(given, x))

    def other_rows():
        layer = norm(eps=EPS)
        before = layer(x.clone())[0, 0]
        x[1] += noise
        x[0, 1:] += noise[1:]
        return (layer(x)[0, 0] - before).abs().max().item()

    def gradients():
        layer, found = build(eps=EPS)
        leaves = {"x": x.requires_grad_(), **{"gain": p for p in found if p.requires_grad}}
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
        "zero-row": lambda: norm()(zeros),
        "input-kept": input_kept,
        "one-axis": lambda: norm(eps=EPS)(x[0, 1]),
        "four-axes": lambda: norm(eps=EPS)(x[:, :, None].expand(B, T, 2, D)),
        "scaled": scaled,
        "other-rows": other_rows,
        "dtype": lambda: {name: str(halved(getattr(torch, name), x).dtype) for name in DTYPES},
        "large-halves": large_halves,
        "gradients": gradients,
    }
