"""Whom tensor-parallel-linear agrees with: F.linear on the joined weights."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same, same_with_gradients


def agree(solution: ModuleType) -> None:
    widths = (3, 1, 5)
    x, b2 = leaf(2, 3, 4), leaf(6)
    W1s, b1s, W2s = [leaf(h, 4) for h in widths], [leaf(h) for h in widths], [leaf(6, h) for h in widths]
    W1, b1, W2 = torch.cat(W1s), torch.cat(b1s), torch.cat(W2s, dim=1)

    def theirs() -> torch.Tensor:
        return F.linear(F.silu(F.linear(x, torch.cat(W1s), torch.cat(b1s))), torch.cat(W2s, dim=1), b2)

    same(torch.cat(list(solution.column_parallel(x, W1s, b1s)), dim=-1), F.linear(x, W1, b1), "column-parallel")
    hidden = torch.randn(2, 3, sum(widths))
    parts = list(hidden.split(widths, dim=-1))
    same(solution.row_parallel(parts, W2s, b2, sum), F.linear(hidden, W2, b2), "row-parallel")
    leaves = [x, b2, *W1s, *b1s, *W2s]
    same_with_gradients(
        lambda: solution.parallel_mlp(x, W1s, b1s, W2s, b2, F.silu, sum), theirs, leaves, "the undivided block"
    )
