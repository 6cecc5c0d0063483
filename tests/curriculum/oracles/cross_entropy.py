"""Whom cross-entropy agrees with: F.cross_entropy, except where everything is ignored."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    logits = leaf(8, 5)
    target = torch.randint(0, 5, (8,))
    target[::3] = -100
    same_with_gradients(
        lambda: solution.cross_entropy(logits, target, label_smoothing=0.3),
        lambda: F.cross_entropy(logits, target, label_smoothing=0.3),
        [logits],
        "F.cross_entropy with smoothing",
    )
    target[1] = 2
    same_with_gradients(
        lambda: solution.cross_entropy(logits.abs() * 50, target.clamp(min=0), ignore_index=2),
        lambda: F.cross_entropy(logits.abs() * 50, target.clamp(min=0), ignore_index=2),
        [logits],
        "F.cross_entropy with another index",
    )
