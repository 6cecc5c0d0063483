"""Three gradients of different shapes and very different norms; one parameter has none."""

import math

import torch
from torch import nn

SHAPES = ((3, 4), (5,), (2, 3, 2))
SIZES = (2.0, 0.5, 6.0)
MAX_NORM = 1.7


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    grads = [size * normal(*shape) for shape, size in zip(SHAPES, SIZES)]
    return {"weights": [normal(*shape) for shape in SHAPES], "grads": grads, "bad": int(rng.integers(0, 5))}


def observe(module, inputs, device):
    def parameters(scale=1.0, missing=None, dtype=torch.float64):
        params = []
        for number, (weight, grad) in enumerate(zip(inputs["weights"], inputs["grads"])):
            parameter = nn.Parameter(weight.to(device, dtype))
            if number != missing:
                parameter.grad = (scale * grad).to(device, dtype)
            params.append(parameter)
        return params

    def grads(params):
        return [p.grad.detach().clone() for p in params if p.grad is not None]

    def clipped(max_norm=MAX_NORM, given=lambda params: params, eps=1e-6, **options):
        params = parameters(**options)
        module.clip_grad_norm(given(params), max_norm, eps)
        return grads(params)

    def told(**options):
        return float(module.clip_grad_norm(parameters(**options), MAX_NORM))

    def short():
        """Gradients shorter than max_norm, to the bit."""
        params = parameters(scale=0.01)
        before = grads(params)
        module.clip_grad_norm(params, MAX_NORM)
        return [torch.equal(a, b) for a, b in zip(before, grads(params))]

    def nothing():
        params = [nn.Parameter(weight.to(device)) for weight in inputs["weights"]]
        norm = module.clip_grad_norm(params, MAX_NORM)
        return {"norm": float(norm), "still none": all(p.grad is None for p in params)}

    def half():
        """float16 gradients near 300: their squares are beyond float16, their norm is not."""
        params = parameters(scale=100.0, dtype=torch.float16)
        norm = module.clip_grad_norm(params, 50.0)
        return {"norm": float(norm), "gradients": [grad.double() for grad in grads(params)]}

    def broken(value):
        params = parameters()
        params[1].grad[inputs["bad"]] = value
        norm = float(module.clip_grad_norm(params, MAX_NORM))
        after = torch.cat([grad.flatten() for grad in grads(params)])
        before = torch.cat([grad.flatten() for grad in inputs["grads"]]).to(device)
        ordinary = torch.ones_like(before, dtype=torch.bool)
        ordinary[inputs["grads"][0].numel() + inputs["bad"]] = False
        return {
            "norm is finite": math.isfinite(norm),
            "finite entries that stay": int((after[ordinary] == before[ordinary]).sum()),
            "finite entries that become 0": int((after[ordinary] == 0).sum()),
            "finite entries that become NaN": int(after[ordinary].isnan().sum()),
        }

    def manners():
        params = parameters()
        before = [p.detach().clone() for p in params]
        norm = module.clip_grad_norm(params, MAX_NORM)
        return {
            "returns a": type(norm).__name__,
            "weights kept": [torch.equal(a, b) for a, b in zip(before, params)],
            "gradients hold graphs": any(p.grad.requires_grad for p in params),
        }

    return {
        "norm": told,
        "clipped": clipped,
        "short": short,
        "longer-limit": lambda: clipped(max_norm=4.0),
        "missing": lambda: clipped(missing=0),
        "generator": lambda: clipped(given=lambda params: (p for p in params)),
        "nothing": nothing,
        "eps": lambda: clipped(eps=2.0),
        "half": half,
        "not-finite": lambda: {"inf": broken(math.inf), "nan": broken(math.nan)},
        "manners": manners,
    }
