"""Whom embedding-layer agrees with: torch's nn.Embedding."""

from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    for padding_idx in (None, 0, 4):
        ours, theirs = solution.Embedding(7, 3, padding_idx), nn.Embedding(7, 3, padding_idx)
        assert theirs.weight.shape == ours.weight.shape
        with torch.no_grad():
            theirs.weight.copy_(ours.weight)
        for shape in ((), (1,), (2, 5), (2, 3, 4)):
            ids = torch.randint(1, 4, shape)  # repeats, and no padding that would make a single vector zero
            if ids.dim() > 1:
                ids[0, 0], ids[1, 0] = 0, 4
            direction = torch.randn(*shape, 3)
            ours.zero_grad()
            theirs.zero_grad()
            same(ours(ids), theirs(ids), "vectors")
            (ours(ids) * direction).sum().backward()
            (theirs(ids) * direction).sum().backward()
            same(ours.weight.grad, theirs.weight.grad, "gradient of the table")
