"""Whom mini-autograd agrees with: torch on the same expressions."""

from types import ModuleType
from typing import Any

import torch


def expression(a: Any, b: Any, c: Any) -> Any:
    """Some of everything, for our values and for torch's."""
    d = (a * b + 2) / c - 1 / b
    e = d.tanh() * a + (0.3 * d).exp() - (5 - c) ** 2
    for _ in range(3):
        e = (e * 0.5).relu() + d * e.tanh() + a**3 * 0.1
    return e


def agree(solution: ModuleType) -> None:
    numbers = (torch.rand(3) + 0.5).tolist()
    ours = [solution.Value(number) for number in numbers]
    theirs = [torch.tensor(number, requires_grad=True) for number in numbers]
    for result in (expression(*ours), expression(*theirs)):
        result.backward()
    for one, other in zip(ours, theirs, strict=True):
        assert other.grad is not None
        assert abs(one.grad - other.grad.item()) < 1e-9 * max(1.0, abs(one.grad)), (one.grad, other.grad)
