"""Whom binary-cross-entropy-with-logits agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    z, y, weight = leaf(6, 4), torch.rand(6, 4), torch.rand(4) * 5
    for size in (1.0, 1000.0):
        compare(solution, z, size, y, None)
        compare(solution, z, size, y, weight)


def compare(solution: ModuleType, z: torch.Tensor, size: float, y: torch.Tensor, weight: torch.Tensor | None) -> None:
    same_with_gradients(
        lambda: 100 * solution.bce_with_logits(z * size, y, weight),
        lambda: 100 * F.binary_cross_entropy_with_logits(z * size, y, pos_weight=weight),
        [z],
        "F.binary_cross_entropy_with_logits",
    )
