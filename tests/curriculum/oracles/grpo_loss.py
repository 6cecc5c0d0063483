"""Whom grpo-loss agrees with."""

import math
import statistics
from types import ModuleType

import scipy.stats
import torch
from compare import leaf, same


def token(new: float, before: float, base: float, a: float, eps: float, beta: float) -> tuple[float, float]:
    """One token's loss, and its derivative in the new log-probability: no common library has this by itself."""
    ratio, d = math.exp(new - before), base - new
    capped = (a > 0 and ratio > 1 + eps) or (a < 0 and ratio < 1 - eps)
    gain = (1 + math.copysign(eps, a)) * a if capped else ratio * a
    slope = 0.0 if capped else ratio * a
    return -gain + beta * (math.exp(d) - 1 - d), -slope + beta * (1 - math.exp(d))


def agree(solution: ModuleType) -> None:
    """SciPy's z-scores and Python's own deviations; the loss and its gradient, token by token."""
    rewards = torch.randn(3, 6)
    for ddof in (0, 1):
        theirs = torch.from_numpy(scipy.stats.zscore(rewards.numpy(), axis=1, ddof=ddof))
        same(solution.grpo_adv(rewards, 0.0, ddof), theirs, f"zscore with ddof {ddof}")
    first = rewards[0].tolist()
    by_hand = [(reward - statistics.fmean(first)) / (statistics.stdev(first) + 0.1) for reward in first]
    same(solution.grpo_adv(rewards[0], 0.1), torch.tensor(by_hand), "statistics.stdev")

    logp, old, ref, adv = leaf(4, 7), torch.randn(4, 7), torch.randn(4, 7), torch.randn(4)
    mask = torch.rand(4, 7) < 0.6
    mask[:, 3] = True
    counts = mask.sum(1).tolist()
    weights = {
        "seq-mean": lambda i: 1 / (4 * counts[i]),
        "token-mean": lambda i: 1 / sum(counts),
        "constant": lambda i: 1 / 28,
    }
    for agg, weight in weights.items():
        total, slopes = 0.0, torch.zeros(4, 7)
        for i, j in mask.nonzero().tolist():
            numbers = (logp[i, j].item(), old[i, j].item(), ref[i, j].item(), adv[i].item())
            value, slope = token(*numbers, 0.2, 0.3)
            total += weight(i) * value
            slopes[i, j] = weight(i) * slope
        loss = solution.grpo_loss(logp, old, ref, adv, mask, 0.2, 0.3, agg)
        assert abs(loss.item() - total) < 1e-10, agg
        same(torch.autograd.grad(loss, logp)[0], slopes, f"the gradient of {agg}")
