"""Whom warmup-cosine-schedule agrees with."""

import math
from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    from transformers import get_cosine_with_min_lr_schedule_with_warmup

    for warmup, total in ((4, 12), (0, 9), (7, 40)):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.8)
        schedule = get_cosine_with_min_lr_schedule_with_warmup(optimizer, warmup, total, min_lr=0.2)
        for step in range(total + 1):
            theirs = optimizer.param_groups[0]["lr"]
            ours = solution.lr_at(step, 0.8, 0.2, warmup, total)
            assert math.isclose(ours, theirs, abs_tol=1e-12), (warmup, total, step, ours, theirs)
            optimizer.step()
            schedule.step()
