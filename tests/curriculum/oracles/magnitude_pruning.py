"""Whom magnitude-pruning agrees with."""

from types import ModuleType

import torch
from torch import nn
from torch.nn.utils import prune


def agree(solution: ModuleType) -> None:
    for shape in ((9, 13), (5, 3, 4)):
        layer = nn.Module()
        layer.weight = nn.Parameter(torch.randn(shape))
        weight = layer.weight.detach().clone()
        for sparsity in (0.0, 0.37, 0.9):
            masked = prune.l1_unstructured(layer, "weight", sparsity)
            assert torch.equal(solution.prune_mask(weight, sparsity), masked.weight_mask.bool()), sparsity
            prune.remove(layer, "weight")
            layer.weight.data.copy_(weight)
        for rows in (1, 3):
            masked = prune.ln_structured(layer, "weight", rows, n=2, dim=0)
            assert torch.equal(solution.prune_rows(weight, rows), masked.weight_mask.bool()), rows
            prune.remove(layer, "weight")
            layer.weight.data.copy_(weight)

    # With all gradients masked from the start and nothing remembered, masking the weights afterwards is the same.
    ours, theirs = nn.Parameter(torch.randn(4, 6)), nn.Parameter(torch.empty(4, 6))
    mask = solution.prune_mask(ours, 0.5)
    ours.data.mul_(mask)
    theirs.data.copy_(ours)
    one, other = torch.optim.AdamW([ours]), torch.optim.AdamW([theirs])
    for _ in range(3):
        grad = torch.randn(4, 6)
        ours.grad, theirs.grad = grad, grad * mask
        solution.masked_step(one, [ours], [mask])
        other.step()
        assert torch.allclose(ours, theirs, atol=1e-12)
