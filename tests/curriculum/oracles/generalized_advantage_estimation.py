"""Whom generalized-advantage-estimation agrees with."""

from types import ModuleType

import torch
from compare import same


def k_step(r: torch.Tensor, v: torch.Tensor, gamma: float, t: int, k: int, done: list[bool]) -> torch.Tensor:
    """The advantage from k rewards and the value after them; the end of an episode or of the rollout comes first."""
    total, discount = -v[t], 1.0
    for step in range(t, min(t + k, len(r))):
        total, discount = total + discount * r[step], discount * gamma
        if done[step]:
            return total
    return total + discount * v[min(t + k, len(r))]


def agree(solution: ModuleType) -> None:
    """The definition (Schulman et al., 2016): the exponentially weighted average of k-step estimates, k = 1, 2, ..."""
    r, v, gamma, lam = torch.randn(9), torch.randn(10), 0.9, 0.7
    for ends in ([], [3], [2, 6], [8], [0, 1, 8]):
        done = [t in ends for t in range(9)]
        theirs = torch.stack(
            [(1 - lam) * sum(lam ** (k - 1) * k_step(r, v, gamma, t, k, done) for k in range(1, 600)) for t in range(9)]
        )
        same(solution.gae(r, v, gamma, lam, torch.tensor(done)), theirs, f"episodes that end at {ends}")
