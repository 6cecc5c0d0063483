"""Whom zero-partition agrees with: an undivided torch.optim.AdamW."""

from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    for world in (1, 2, 5):
        weights = [torch.randn(4, 3), torch.randn(7), torch.randn(2, 2, 2)]
        alone = [nn.Parameter(w.clone()) for w in weights]
        optimizer = torch.optim.AdamW(alone, lr=0.03)
        replicas = [[nn.Parameter(w.clone()) for w in weights] for _ in range(world)]
        ranks = [solution.Zero1(replica, world, r, make) for r, replica in enumerate(replicas)]
        for _ in range(4):
            for p, *copies in zip(alone, *replicas, strict=True):
                for one in copies:
                    one.grad = torch.randn_like(one)
                p.grad = torch.stack([one.grad for one in copies]).mean(dim=0)
            optimizer.step()
            solution.zero1_step(ranks)
        for replica in replicas:
            for ours, theirs in zip(replica, alone, strict=True):
                same(ours.detach(), theirs.detach(), f"{world} ranks, parameters after four steps")


def make(params: list[nn.Parameter]) -> torch.optim.Optimizer:
    return torch.optim.AdamW(params, lr=0.03)
