"""Whom mlp-manual-backward agrees with: torch's autograd."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same


def agree(solution: ModuleType) -> None:
    x, y = torch.randn(6, 4), torch.randint(0, 3, (6,))
    W1, b1, W2, b2 = leaf(5, 4), leaf(5), leaf(3, 5), leaf(3)
    F.cross_entropy(F.linear(F.relu(F.linear(x, W1, b1)), W2, b2), y).backward()
    with torch.no_grad():
        ours = solution.mlp_grads(x, y, W1, b1, W2, b2)
    for name, parameter in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2)):
        assert parameter.grad is not None
        same(ours[name], parameter.grad, f"autograd's {name}")
