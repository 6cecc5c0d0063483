"""Whom reward-model-loss agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    """Three losses of PyTorch that are the same thing: soft margin, binary and two-class cross-entropy."""
    chosen, rejected, margins = leaf(7), leaf(7), torch.rand(7)
    won = torch.ones(7)

    def ours() -> torch.Tensor:
        return 7 * solution.reward_loss(chosen, rejected, margins)  # the sum

    for what, theirs in {
        "soft margin": lambda: F.soft_margin_loss(chosen - rejected - margins, won, reduction="sum"),
        "binary": lambda: F.binary_cross_entropy_with_logits(chosen - rejected - margins, won, reduction="sum"),
        "two classes": lambda: F.cross_entropy(
            torch.stack([chosen - margins, rejected], 1), torch.zeros(7).long(), reduction="sum"
        ),
    }.items():
        same_with_gradients(ours, theirs, [chosen, rejected], what)
