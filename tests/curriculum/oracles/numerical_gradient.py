"""Whom numerical-gradient agrees with: PyTorch's jacobian."""

from types import ModuleType

import torch
from compare import leaf, same
from torch import Tensor


def quadratic(z: Tensor) -> Tensor:
    """A function whose central difference is exact."""
    return (z**2).sum() + z.sum() ** 2 + 3 * z.flatten()[0]


def agree(solution: ModuleType) -> None:
    x = leaf(3, 4)
    exact = torch.autograd.functional.jacobian(quadratic, x)
    same(solution.numeric_grad(quadratic, x, h=0.5), exact, "a quadratic's jacobian")
    bent = torch.autograd.functional.jacobian(lambda z: torch.sin(z).sum(), x)
    ours = solution.numeric_grad(lambda z: torch.sin(z).sum(), x)
    assert (ours - bent).abs().max() < 1e-8, "sin's jacobian"
