"""Whom adamw agrees with: torch.optim.AdamW over 30 steps, with a group that does not decay."""

from types import ModuleType

import torch
from compare import leaf, same


def agree(solution: ModuleType) -> None:
    ours = [leaf(2, 3), leaf(4)]
    theirs = [p.detach().clone().requires_grad_() for p in ours]
    steppers = [
        maker([{"params": one[:1]}, {"params": one[1:], "weight_decay": 0.0, "lr": 0.02}], lr=0.05, weight_decay=0.1)
        for maker, one in ((solution.AdamW, ours), (torch.optim.AdamW, theirs))
    ]
    for step in range(30):
        for one, other in zip(ours, theirs, strict=True):
            one.grad = None if step % 5 == 3 and one is ours[1] else torch.randn_like(one)
            other.grad = None if one.grad is None else one.grad.clone()
        for stepper in steppers:
            stepper.step()
    for one, other in zip(ours, theirs, strict=True):
        same(one.detach(), other.detach(), "torch.optim.AdamW")
