"""Whom layer-norm agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    for eps in (1e-5, 0.1):
        for shape in ((2, 3, 7), (7,), (2, 1, 4, 7)):
            agree_on(solution, eps, shape)


def agree_on(solution: ModuleType, eps: float, shape: tuple[int, ...]) -> None:
    ours = solution.LayerNorm(7, eps)
    with torch.no_grad():
        ours.weight.normal_()
        ours.bias.normal_()
    x = leaf(*shape)
    same_with_gradients(
        lambda: ours(x),
        lambda: F.layer_norm(x, (7,), ours.weight, ours.bias, eps),
        [x, ours.weight, ours.bias],
        f"F.layer_norm with eps {eps} on {shape}",
    )
