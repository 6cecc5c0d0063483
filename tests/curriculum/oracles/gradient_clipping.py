"""Whom gradient-clipping agrees with."""

import math
from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    for max_norm in (0.5, 3.0, 1000.0):
        ours, theirs = [[nn.Parameter(torch.zeros(shape)) for shape in ((3, 4), (5,), (2,))] for _ in range(2)]
        for one, other in zip(ours[:2], theirs[:2], strict=True):
            one.grad = 2 * torch.randn_like(one)
            other.grad = one.grad.clone()
        told = solution.clip_grad_norm(iter(ours), max_norm)
        norm = torch.nn.utils.clip_grad_norm_(theirs, max_norm)
        assert math.isclose(told, norm.item(), rel_tol=1e-12)
        assert ours[2].grad is None
        for one, other in zip(ours[:2], theirs[:2], strict=True):
            assert one.grad is not None and other.grad is not None
            same(one.grad, other.grad, f"gradient at {max_norm}")
