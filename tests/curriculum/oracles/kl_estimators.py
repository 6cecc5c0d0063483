"""Whom kl-estimators agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import same


def agree(solution: ModuleType) -> None:
    """PyTorch's exact divergence of two small distributions: by expectation, and by many samples."""
    p, q = torch.randn(6).log_softmax(0), torch.randn(6).log_softmax(0)
    exact = F.kl_div(q, p, log_target=True, reduction="sum")
    for kind in ("k1", "k3"):
        outcomes = torch.stack([solution.kl(p[i : i + 1], q[i : i + 1], kind) for i in range(6)])
        same((p.exp() * outcomes).sum(), exact, f"the expectation of {kind}")
        drawn = torch.multinomial(p.exp(), 200_000, replacement=True)
        sampled = solution.kl(p[drawn], q[drawn], kind)
        assert abs(sampled - exact) < 0.05 * (1 + exact), f"{kind} of many samples: {sampled} and {exact}"
    near = (p + 0.01 * torch.randn(6)).log_softmax(0)
    outcomes = torch.stack([solution.kl(p[i : i + 1], near[i : i + 1], "k2") for i in range(6)])
    exact = F.kl_div(near, p, log_target=True, reduction="sum")
    assert abs((p.exp() * outcomes).sum() - exact) < 0.05 * exact, "k2 of two distributions that are close"
