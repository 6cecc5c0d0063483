"""Whom ddp-gradient-averaging agrees with: a single process that sees the whole batch."""

import copy
from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    for make in (torch.optim.AdamW, lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9)):
        alone = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 2))
        replicas = [copy.deepcopy(alone) for _ in range(3)]
        optimizers = [make(model.parameters()) for model in replicas]
        optimizer = make(alone.parameters())
        for _ in range(3):
            shards = [(torch.randn(n, 4) + n, torch.randn(n, 2)) for n in (1, 5, 2)]
            solution.ddp_step(replicas, optimizers, shards, nn.functional.mse_loss)
            x, y = (torch.cat(parts) for parts in zip(*shards, strict=True))
            optimizer.zero_grad()
            nn.functional.mse_loss(alone(x), y).backward()
            optimizer.step()
        for replica in replicas:
            for ours, theirs in zip(replica.parameters(), alone.parameters(), strict=True):
                same(ours.detach(), theirs.detach(), "weights after three steps")
