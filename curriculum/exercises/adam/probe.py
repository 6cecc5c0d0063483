"""Adam with betas (0.8, 0.95), so that the correction matters; then long past it, with an eps that matters.

Two of the three parameters have one shape, so that a state they share would fit; gradients are laid down and cleared in
place, so that a state which is the gradient itself would be cleared with them.
"""

import gc
import weakref

import torch
from torch import nn

SHAPES = ((2, 3), (4,), (2, 3))
STEPS = 40


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "start": [normal(*shape) for shape in SHAPES],
        "grads": [[normal(*shape) for shape in SHAPES] for _ in range(STEPS)],
    }


class Saved:
    """What a graph holds on to for its backward pass."""

    def __init__(self, tensor):
        self.tensor = tensor


def observe(module, inputs, device):
    def fresh():
        return [nn.Parameter(start.to(device).clone()) for start in inputs["start"]]

    def lay(params, grads):
        for parameter, grad in zip(params, grads):
            grad = grad.to(device)
            if parameter.grad is None:
                parameter.grad = grad.clone()
            else:
                parameter.grad.zero_().add_(grad)

    def run(steps, missing=(), scale=1.0, params=None, given=None, **options):
        """Where each parameter was after each step. In the steps named by `missing` the second has no gradient."""
        params = fresh() if params is None else params
        optimizer = module.Adam(params if given is None else given, **options)
        path = []
        for number in range(steps):
            lay(params, [grad * scale for grad in inputs["grads"][number]])
            if number in missing:
                params[1].grad = None
            optimizer.step()
            path.append([parameter.detach().clone() for parameter in params])
        return {f"parameter {number}": torch.stack(places) for number, places in enumerate(zip(*path))}

    def from_generator(**options):
        params = fresh()
        return run(2, params=params, given=(parameter for parameter in params), **options)

    def zero_grad(**options):
        params = fresh()
        optimizer = module.Adam(params, **options)
        lay(params, inputs["grads"][0])
        optimizer.zero_grad()
        return [bool(parameter.grad is None or not parameter.grad.any()) for parameter in params]

    def left_alone(**options):
        """What a step must not touch: the gradients, and that the parameters are leaves that learn."""
        params = fresh()
        optimizer = module.Adam(params, **options)
        lay(params, inputs["grads"][0])
        optimizer.step()
        return {
            "gradients": [parameter.grad for parameter in params],
            "leaves": [bool(parameter.is_leaf and parameter.requires_grad) for parameter in params],
            "a graph is kept": graph_kept(**options),
        }

    def graph_kept(**options):
        """Whether the optimizer holds on to the graph of its steps, which would grow with each of them."""
        params, alive = fresh(), weakref.WeakSet()
        optimizer = module.Adam(params, **options)

        def pack(tensor):
            alive.add(saved := Saved(tensor))
            return saved

        with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved.tensor):
            for grads in inputs["grads"][:2]:
                lay(params, grads)
                optimizer.step()
        gc.collect()
        return len(alive) > 0

    usual = {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-8}

    def late():
        """How far the last steps move when gradients are small and eps is large, and the correction is long past."""
        path = run(STEPS, scale=0.05, lr=0.05, betas=(0.5, 0.6), eps=0.1)
        return {name: places[-3:] - places[-4:-1] for name, places in path.items()}

    def no_gradient_at_all():
        params = fresh()
        optimizer = module.Adam(params, **usual)
        lay(params, [torch.zeros_like(start) for start in inputs["start"]])
        optimizer.step()
        return [parameter.detach().clone() for parameter in params]

    return {
        "first-step": lambda: run(1, **usual),
        "path": lambda: run(6, **usual),
        "scale-free": lambda: run(6, scale=1000.0, **usual),
        "late-steps": late,
        "zero-gradients": no_gradient_at_all,
        "weight-decay": lambda: run(6, weight_decay=0.7, **usual),
        "missing-gradients": lambda: run(6, missing=(0, 2, 3), weight_decay=0.7, **usual),
        "generator": lambda: from_generator(**usual),
        "zero-grad": lambda: zero_grad(**usual),
        "left-alone": lambda: left_alone(weight_decay=0.7, **usual),
    }
