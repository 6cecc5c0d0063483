"""A factor of 1000 with growth 3, backoff 1/4 and an interval of 3, so that no default value passes for them.

Gradients are laid down by hand where they overflow; where they do not, they come from a loss.
"""

import math

import torch
from torch import nn

SHAPES = ((3, 2), (4,), (2, 2))
OPTIONS = {"init_scale": 1000.0, "growth": 3.0, "backoff": 0.25, "interval": 3}


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "weights": [normal(*shape) for shape in SHAPES],
        "slopes": [[normal(*shape) for shape in SHAPES] for _ in range(3)],
    }


class Counting(torch.optim.SGD):
    """SGD with momentum; counts its steps."""

    def __init__(self, params):
        super().__init__(params, lr=0.1, momentum=0.9)
        self.count = 0

    def step(self, closure=None):
        self.count += 1
        return super().step(closure)


def observe(module, inputs, device):
    def setting(**changed):
        params = [nn.Parameter(weight.to(device).clone()) for weight in inputs["weights"]]
        return module.LossScaler(**{**OPTIONS, **changed}), params, Counting(params)

    def loss_of(params, number=0):
        return sum((p * slope.to(device)).sum() for p, slope in zip(params, inputs["slopes"][number]))

    def state(params):
        return [p.detach().clone() for p in params]

    def scaled():
        scaler, params, _ = setting()
        loss = loss_of(params)
        return {"factor": float(scaler.factor), "share": scaler.scale(loss).detach() / loss.detach()}

    def unscaled():
        scaler, params, _ = setting()
        scaler.scale(loss_of(params[:2])).backward()  # the third has no gradient
        scaler.unscale(p for p in params)
        return [torch.zeros_like(p) if p.grad is None else p.grad.clone() for p in params[:2]]

    def stepped(explicit):
        scaler, params, opt = setting()
        opt = Counting([{"params": params[:1]}, {"params": params[1:]}])
        for number in range(2):
            opt.zero_grad()
            scaler.scale(loss_of(params, number)).backward()
            if explicit:
                scaler.unscale(params)
            scaler.step(opt)
            scaler.update()
        return state(params)

    def one(scaler, params, opt, bad=None, where=2):
        """A step whose gradients hold one bad number, or none."""
        for p in params:
            p.grad = torch.full_like(p, 0.5)
        if bad is not None:
            params[where].grad.view(-1)[1] = bad
        scaler.unscale(params)
        scaler.step(opt)
        scaler.update()

    def skipped(bad, where):
        scaler, params, opt = setting()
        before = state(params)
        one(scaler, params, opt, bad, where)
        kept = [torch.equal(a, b) for a, b in zip(before, state(params))]
        skipped_steps = 1 - opt.count
        one(scaler, params, opt)
        return {"optimizer steps left out": skipped_steps, "weights kept": kept, "steps after it": opt.count}

    def factors(story, **changed):
        """The factor after each step of a story: g is a good step, b one that overflows."""
        scaler, params, opt = setting(**changed)
        path = []
        for letter in story:
            one(scaler, params, opt, None if letter == "g" else math.inf)
            path.append(float(scaler.factor))
        return path

    def trained(max_norm):
        scaler, params, opt = setting()
        for p in params:
            p.grad = torch.full_like(p, 7.0)  # somebody else's
        path = []
        for number in range(3):
            module.train_step(scaler, opt, params, loss_of(params, number), max_norm)
            path.append(state(params))
        return {"weights": path, "factor": float(scaler.factor), "optimizer steps": opt.count}

    def trained_through_overflow():
        scaler, params, opt = setting(init_scale=1e38)
        with torch.no_grad():
            before = state(params)
        single = [p.detach().float().requires_grad_() for p in params]
        opt = Counting(single)
        loss = sum((100.0 * p * slope.to(device).float()).sum() for p, slope in zip(single, inputs["slopes"][0]))
        module.train_step(scaler, opt, single, loss, 1.0)
        kept = [torch.equal(a.float(), b) for a, b in zip(before, state(single))]
        return {"weights kept": kept, "share of the factor": float(scaler.factor) / 1e38}

    return {
        "scaled": scaled,
        "unscaled": unscaled,
        "explicit": lambda: stepped(True),
        "implicit": lambda: stepped(False),
        "skips-inf": lambda: skipped(math.inf, 0),
        "skips-nan": lambda: skipped(math.nan, 2),
        "shrinks": lambda: factors("bb"),
        "floor": lambda: factors("bbb", init_scale=10.0),
        "grows": lambda: factors("gggggggg"),
        "interrupted": lambda: factors("ggbggggb"),
        "clips": lambda: trained(0.5),
        "not-too-long": lambda: trained(1e4),
        "overflow": trained_through_overflow,
    }
