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
    @staticmethod
    def forward(ctx: Any, fns: Sequence[Step], anchor: Tensor, x: Tensor) -> Tensor:
        ctx.fns = fns
        ctx.random_state = torch.get_rng_state()
        ctx.save_for_backward(x)
        return run(fns, x)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[None, None, Tensor | None]:
        (x,) = ctx.saved_tensors
        leaf = x.detach().requires_grad_(x.requires_grad)
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random_state)
        with torch.enable_grad():
            out = run(ctx.fns, leaf)
        torch.set_rng_state(now)
        if out.requires_grad:
            torch.autograd.backward(out, grad)
        return None, None, leaf.grad


def checkpoint_seq(fns: list[Step], x: Tensor, segments: int) -> Tensor:
    anchor = torch.empty(0, requires_grad=True)
    size = len(fns) // segments
    start = 0
    for number in range(segments):
        end = start + size
        x = Segment.apply(fns[start:end], anchor, x)
        start = end
    return x
