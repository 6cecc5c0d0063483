from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

Step = Callable[[Tensor], Tensor]


def run(fns: Sequence[Step], x: Tensor) -> Tensor:
    for fn in fns:
        x = fn(x)
    return x


class Segment(torch.autograd.Function):
    """Runs some functions without a graph; runs them again, with one, when the gradient comes back."""

    @staticmethod
    def forward(ctx: Any, fns: Sequence[Step], anchor: Tensor, x: Tensor) -> Tensor:
        ctx.fns = fns
        ctx.random_state = torch.get_rng_state()
        ctx.save_for_backward(x)  # all that is kept of this segment
        return run(fns, x)  # inside a Function nothing is recorded

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[None, None, Tensor | None]:
        (x,) = ctx.saved_tensors
        leaf = x.detach().requires_grad_(x.requires_grad)
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random_state)  # dropout must drop what it dropped before
        with torch.enable_grad():
            out = run(ctx.fns, leaf)
        torch.set_rng_state(now)
        if out.requires_grad:
            torch.autograd.backward(out, grad)  # fills .grad of the parameters and of the leaf
        return None, None, leaf.grad


def checkpoint_seq(fns: list[Step], x: Tensor, segments: int) -> Tensor:
    """Apply fns one after the other, keeping only the inputs of `segments` groups of them for the backward pass."""
    # An input that needs a gradient, so that the output has one to give even if x itself does not learn.
    anchor = torch.empty(0, requires_grad=True)
    for start in range(0, len(fns), segments):
        x = Segment.apply(fns[start : start + segments], anchor, x)
    return x
