"""Whom causal-self-attention agrees with."""

from types import ModuleType
from typing import Any

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients
from torch import Tensor


def agree(solution: ModuleType) -> None:
    x, w_q, w_k, w_v = leaf(3, 6, 5), leaf(5, 4), leaf(5, 4), leaf(5, 7)
    padding = torch.ones(3, 6, dtype=torch.bool)
    padding[0, :2], padding[1, 4:], padding[2, 3] = False, False, False
    allowed = torch.ones(6, 6, dtype=torch.bool).tril() & padding[:, None, :]

    def theirs(**options: Any) -> Tensor:
        return F.scaled_dot_product_attention(x @ w_q, x @ w_k, x @ w_v, **options)

    leaves = [x, w_q, w_k, w_v]
    ours = solution.causal_self_attention
    same_with_gradients(lambda: ours(x, w_q, w_k, w_v), lambda: theirs(is_causal=True), leaves, "causal")
    same_with_gradients(
        lambda: ours(x, w_q, w_k, w_v, padding)[padding],
        lambda: theirs(attn_mask=allowed)[padding],
        leaves,
        "causal with padding",
    )
