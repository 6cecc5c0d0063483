"""Whom negative-sampling-loss agrees with: torch's binary cross-entropy over the 1 + K questions of each centre."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    for batch, drawn, width in ((5, 4, 3), (1, 1, 6), (3, 1, 2)):
        center, pos, neg = leaf(batch, width), leaf(batch, width), leaf(batch, drawn, width)
        answers = torch.zeros(batch, 1 + drawn)
        answers[:, 0] = 1.0
        questions = nn.BCEWithLogitsLoss(reduction="none")

        def theirs() -> torch.Tensor:
            words = torch.cat([pos.unsqueeze(1), neg], dim=1)
            return questions(torch.einsum("bkd,bd->bk", words, center), answers).sum(1).mean()

        def ours() -> torch.Tensor:
            return solution.negative_sampling_loss(center, pos, neg)

        same_with_gradients(ours, theirs, [center, pos, neg], "binary cross-entropy")
