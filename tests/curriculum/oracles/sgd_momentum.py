"""Whom sgd-momentum agrees with: torch.optim.SGD over 20 steps, with gradients that are sometimes missing."""

from types import ModuleType
from typing import Any

import torch
from compare import leaf, same


def agree(solution: ModuleType) -> None:
    for options in ({}, {"momentum": 0.8}, {"momentum": 0.8, "weight_decay": 0.3, "nesterov": True}):
        compare(solution, {"lr": 0.05, **options})


def compare(solution: ModuleType, options: dict[str, Any]) -> None:
    ours = [leaf(2, 3), leaf(4)]
    theirs = [p.detach().clone().requires_grad_() for p in ours]
    steppers = solution.SGD(ours, **options), torch.optim.SGD(theirs, **options)
    for step in range(20):
        for one, other in zip(ours, theirs, strict=True):
            one.grad = None if step % 5 == 3 and one is ours[1] else torch.randn_like(one)
            other.grad = None if one.grad is None else one.grad.clone()
        for stepper in steppers:
            stepper.step()
    for one, other in zip(ours, theirs, strict=True):
        same(one.detach(), other.detach(), f"torch.optim.SGD with {options}")
