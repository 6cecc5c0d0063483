"""Whom gradient-checkpointing agrees with."""

from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    from torch.utils.checkpoint import checkpoint_sequential

    layers = [module for width in (6, 6, 6, 6) for module in (nn.Linear(6, width), nn.GELU(), nn.Dropout(0.3))]
    learnt = [parameter for layer in layers for parameter in layer.parameters()]
    state = torch.get_rng_state()
    for segments in (1, 3, 5):
        found = []
        for checkpoint in (
            lambda x, n=segments: solution.checkpoint_seq(layers, x, n),
            lambda x, n=segments: checkpoint_sequential(layers, n, x, use_reentrant=False),
        ):
            torch.set_rng_state(state)
            x = torch.randn(4, 6, requires_grad=True)
            for parameter in learnt:
                parameter.grad = None
            out = checkpoint(x)
            out.square().sum().backward()
            found.append([out.detach(), x.grad, *(parameter.grad for parameter in learnt), torch.rand(3)])
        for ours, theirs in zip(*found, strict=True):
            same(ours, theirs, f"{segments} segments")
