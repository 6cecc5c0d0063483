"""Whom loss-scaling agrees with: torch's GradScaler, on the same gradients, overflows among them."""

import math
from types import ModuleType

import torch
from compare import same
from torch import nn

STORY = "gggbgggggbbgggggggbbbbbgggggg"  # good steps and bad ones


def agree(solution: ModuleType) -> None:
    ours, theirs = [[nn.Parameter(torch.ones(3)), nn.Parameter(torch.ones(2, 2))] for _ in range(2)]
    one, other = torch.optim.AdamW(ours), torch.optim.AdamW(theirs)
    scaler = solution.LossScaler(64.0, 3.0, 0.25, 3)
    grad_scaler = torch.amp.GradScaler("cpu", 64.0, 3.0, 0.25, 3)
    for number, letter in enumerate(STORY):
        slope = torch.randn(3)
        if letter == "b":
            slope[1] = math.inf
        for params, opt, it in ((ours, one, scaler), (theirs, other, grad_scaler)):
            opt.zero_grad()
            it.scale((params[0] * slope).sum() + params[1].square().sum()).backward()
            if number % 2:
                getattr(it, "unscale_", lambda _, it=it, params=params: it.unscale(params))(opt)
            it.step(opt)
            it.update()
        if grad_scaler.get_scale() < 1.0:  # ours ends at 1, theirs does not
            grad_scaler.update(1.0)
        assert math.isclose(scaler.factor, grad_scaler.get_scale()), number
        for a, b in zip(ours, theirs, strict=True):
            same(a.detach(), b.detach(), f"weights after step {number}")
