"""Whom linear-layer agrees with."""

from types import ModuleType

import torch.nn.functional as F
from compare import leaf, same_with_gradients
from torch import Tensor


def agree(solution: ModuleType) -> None:
    for shape in ((7,), (3, 7), (2, 3, 7)):
        compare(solution, leaf(*shape), leaf(5, 7), leaf(5))


def compare(solution: ModuleType, x: Tensor, W: Tensor, b: Tensor) -> None:
    same_with_gradients(lambda: solution.linear(x, W, b), lambda: F.linear(x, W, b), [x, W, b], "F.linear")
    same_with_gradients(lambda: solution.linear(x, W), lambda: F.linear(x, W), [x, W], "F.linear without bias")
