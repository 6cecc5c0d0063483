"""Whom dropout agrees with."""

from types import ModuleType

import torch
from torch import nn


def agree(solution: ModuleType) -> None:
    x = 1.0 + torch.rand(50, 40, 30)
    for p in (0.0, 0.3, 0.8, 1.0):
        ours, theirs = solution.Dropout(p), nn.Dropout(p)
        one, other = ours(x), theirs(x)
        share, wanted = ((out == 0).double().mean() for out in (one, other))
        assert abs(share - wanted) < 0.02, f"nn.Dropout drops {wanted}, ours {share}"
        for kept in (one / x, other / x):  # by what the survivors are multiplied
            factors = kept[kept != 0]
            assert torch.allclose(factors, torch.full_like(factors, 1 / (1 - p) if p < 1 else 0.0))
        assert torch.equal(ours.eval()(x), theirs.eval()(x))
