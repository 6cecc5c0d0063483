"""Whom ppo-clipped-loss agrees with."""

import math
from types import ModuleType

import torch
from compare import leaf, same


def gain(ratio: float, advantage: float, eps: float) -> tuple[float, float]:
    """The paper's figure 1, case by case: the gain, and its slope in the ratio (Schulman et al., 2017)."""
    if advantage > 0 and ratio > 1 + eps:
        return (1 + eps) * advantage, 0.0
    if advantage < 0 and ratio < 1 - eps:
        return (1 - eps) * advantage, 0.0
    return ratio * advantage, advantage


def agree(solution: ModuleType) -> None:
    """The definition, token by token, and its derivative by hand: no common library has this loss by itself."""
    logp, old, adv, eps = leaf(4, 9), torch.randn(4, 9), torch.randn(4, 9), 0.2
    mask = torch.rand(4, 9) < 0.6
    mask[2, 5] = True
    for chosen in (None, mask):
        counted = torch.ones(4, 9).bool() if chosen is None else chosen
        n = int(counted.sum())
        total, slopes = 0.0, torch.zeros(4, 9)
        for i, j in counted.nonzero().tolist():
            ratio = math.exp(logp[i, j].item() - old[i, j].item())
            value, slope = gain(ratio, adv[i, j].item(), eps)
            total -= value / n
            slopes[i, j] = -slope * ratio / n
        loss = solution.ppo_loss(logp, old, adv, eps, chosen)
        assert abs(loss.item() - total) < 1e-10, "the loss"
        same(torch.autograd.grad(loss, logp)[0], slopes, "the gradient")
