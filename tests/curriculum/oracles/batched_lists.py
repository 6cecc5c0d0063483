"""Whom batched-lists agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """PyTorch's DataLoader."""
    from torch.utils.data import DataLoader

    for length in (0, 1, 5, 12, 13):
        xs = random.sample(range(100), length)
        for size in (1, 3, 4, 13, 20):
            for drop in (False, True):
                theirs = list(DataLoader(xs, batch_size=size, drop_last=drop, collate_fn=list)) if xs else []
                assert solution.batched(xs, size, drop_last=drop) == theirs, (length, size, drop)
