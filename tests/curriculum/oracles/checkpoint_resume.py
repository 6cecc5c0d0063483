"""Whom checkpoint-resume agrees with: the uninterrupted run, bit for bit."""

import tempfile
from pathlib import Path
from types import ModuleType

import torch
from torch import nn


def agree(solution: ModuleType) -> None:
    def make() -> tuple[nn.Module, torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        model = nn.Sequential(nn.Linear(5, 5), nn.BatchNorm1d(5), nn.Dropout(0.3))
        opt = torch.optim.AdamW(model.parameters(), lr=0.1)
        return model, opt, torch.optim.lr_scheduler.OneCycleLR(opt, 0.1, 20)

    def train(model: nn.Module, opt: torch.optim.Optimizer, sched: torch.optim.lr_scheduler.LRScheduler) -> None:
        for _ in range(6):
            opt.zero_grad()
            model(torch.randn(7, 5)).pow(2).mean().backward()
            opt.step()
            sched.step()

    run = make()
    train(*run)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "last.pt"
        solution.save_ckpt(path, *run, 6)
        train(*run)
        again = make()
        assert solution.load_ckpt(path, *again) == 6
    train(*again)
    for name, tensor in run[0].state_dict().items():
        assert torch.equal(again[0].state_dict()[name], tensor), name
