"""Whom gradient-accumulation agrees with: torch's own mean over the whole batch at once."""

import copy
from types import ModuleType

import torch
from compare import same
from torch import Tensor, nn
from torch.nn.functional import cross_entropy


def agree(solution: ModuleType) -> None:
    model = nn.Sequential(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 4))
    whole = copy.deepcopy(model)
    x, y = torch.randn(9, 5), torch.randint(0, 4, (9,))
    y[2:4] = -100

    def loss_sum(net: nn.Module, rows: Tensor) -> Tensor:
        return cross_entropy(net(x[rows]), y[rows], reduction="sum")

    def count(rows: Tensor) -> int:
        return int((y[rows] != -100).sum())

    ours, theirs = torch.optim.AdamW(model.parameters()), torch.optim.AdamW(whole.parameters())
    for _ in range(3):
        told = solution.accum_step(model, ours, list(torch.arange(9).split([2, 4, 1, 2])), loss_sum, count)
        theirs.zero_grad()
        loss = cross_entropy(whole(x), y)
        loss.backward()
        same(torch.tensor(told), loss.detach(), "mean loss")
        for one, other in zip(model.parameters(), whole.parameters(), strict=True):
            assert one.grad is not None and other.grad is not None
            same(one.grad, other.grad, "gradient")
        theirs.step()
        for one, other in zip(model.parameters(), whole.parameters(), strict=True):
            same(one.detach(), other.detach(), "weights")
