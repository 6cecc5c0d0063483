"""How an oracle compares: our solution with a library that many people trust, in float64."""

from typing import Any

import torch
from torch import Tensor


def same(ours: Tensor, theirs: Tensor, what: str) -> None:
    """Raise AssertionError unless two float64 tensors agree in shape and to 1e-10, and are not trivially small."""
    assert ours.dtype == theirs.dtype == torch.float64, f"{what}: {ours.dtype}, {theirs.dtype}"
    assert ours.shape == theirs.shape, f"{what}: {tuple(ours.shape)} and {tuple(theirs.shape)}"
    assert theirs.abs().max() > 1e-3, f"{what}: nothing to compare"
    gap = (ours - theirs).abs().max().item()
    assert gap < 1e-10, f"{what}: {gap} apart"


def same_with_gradients(ours: Any, theirs: Any, leaves: list[Tensor], what: str) -> None:
    """Compare two functions of nothing, in their values and in the gradients of the leaves."""
    outs = [ours(), theirs()]
    same(*outs, what)
    direction = torch.randn_like(outs[0])
    grads = [torch.autograd.grad((out * direction).sum(), leaves) for out in outs]
    for number, (one, other) in enumerate(zip(*grads, strict=True)):
        same(one, other, f"{what}, gradient {number}")


def leaf(*shape: int) -> Tensor:
    return torch.randn(shape, requires_grad=True)
