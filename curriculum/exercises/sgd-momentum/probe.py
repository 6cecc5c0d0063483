"""SGD over six steps, with momentum 0.8, so that no two formulas agree.

Two of the three parameters have one shape, so that a state they share would fit; gradients are laid down and cleared in
place, so that a state which is the gradient itself would be cleared with them.
"""

import torch
from torch import nn

SHAPES = ((2, 3), (4,), (2, 3))
STEPS = 6


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "start": [normal(*shape) for shape in SHAPES],
        "grads": [[normal(*shape) for shape in SHAPES] for _ in range(STEPS)],
    }


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
        optimizer = module.SGD(params if given is None else given, **options)
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
        optimizer = module.SGD(params, **options)
        optimizer.zero_grad()  # there is none yet
        lay(params, inputs["grads"][0])
        params[1].grad = None
        optimizer.zero_grad()
        return [bool(parameter.grad is None or not parameter.grad.any()) for parameter in params]

    def left_alone(**options):
        """What a step must not touch: the gradients, and that the parameters are leaves that learn."""
        params = fresh()
        optimizer = module.SGD(params, **options)
        lay(params, inputs["grads"][0])
        optimizer.step()
        return {
            "gradients": [parameter.grad for parameter in params],
            "leaves": [bool(parameter.is_leaf and parameter.requires_grad) for parameter in params],
        }

    heavy = {"lr": 0.1, "momentum": 0.8}
    return {
        "one-step": lambda: run(1, lr=0.1),
        "plain": lambda: run(4, lr=0.1),
        "momentum": lambda: run(6, **heavy),
        "weight-decay": lambda: run(4, lr=0.1, weight_decay=0.3),
        "decay-and-momentum": lambda: run(5, weight_decay=0.3, **heavy),
        "nesterov": lambda: run(5, weight_decay=0.3, nesterov=True, **heavy),
        "missing-gradients": lambda: run(6, missing=(0, 2, 3), weight_decay=0.3, **heavy),
        "generator": lambda: from_generator(**heavy),
        "zero-grad": lambda: zero_grad(**heavy),
        "left-alone": lambda: left_alone(weight_decay=0.3, **heavy),
    }
