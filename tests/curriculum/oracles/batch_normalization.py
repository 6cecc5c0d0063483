"""Whom batch-normalization agrees with."""

from functools import partial
from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    ours, theirs = solution.BatchNorm(5, eps=0.1, momentum=0.3), nn.BatchNorm1d(5, eps=0.1, momentum=0.3)
    with torch.no_grad():
        for name in ("weight", "bias"):
            getattr(ours, name).copy_(getattr(theirs, name).normal_())
    for rows in (6, 4, 2):
        x = leaf(rows, 5)
        same_with_gradients(partial(ours, x), partial(theirs, x), [x], f"nn.BatchNorm1d on {rows} rows")
        same(ours.running_mean, theirs.running_mean, "running_mean")
        same(ours.running_var, theirs.running_var, "running_var")
    ours.eval()
    theirs.eval()
    for rows in (6, 1):
        x = leaf(rows, 5)
        same_with_gradients(partial(ours, x), partial(theirs, x), [x], "nn.BatchNorm1d in evaluation")
