"""Whom scaled-dot-product-attention agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    ours, theirs = solution.scaled_dot_product_attention, F.scaled_dot_product_attention
    q, k, v = leaf(2, 3, 5, 8), leaf(2, 3, 7, 8), leaf(2, 3, 7, 6)
    mask = torch.rand(2, 1, 5, 7) < 0.6
    mask[..., 0] = True
    same_with_gradients(lambda: ours(q, k, v), lambda: theirs(q, k, v), [q, k, v], "without a mask")
    same_with_gradients(lambda: ours(q, k, v, mask), lambda: theirs(q, k, v, mask), [q, k, v], "with a mask")
    mask[1, 0, 2] = False
    same_with_gradients(lambda: ours(q, k, v, mask), lambda: theirs(q, k, v, mask), [q, k, v], "with an empty row")
