import math

import torch
from torch import Tensor


def causal_self_attention(
    x: Tensor, w_q: Tensor, w_k: Tensor, w_v: Tensor, padding_mask: Tensor | None = None
) -> Tensor:
    """Let every position attend to itself and to earlier positions, but never to padding.

    x: (B, T, C); w_q, w_k: (C, d); w_v: (C, dv). padding_mask: bool (B, T), True for real tokens, False for padding.
    Returns (B, T, dv). Rows that belong to padding may hold anything finite.
    """
    raise NotImplementedError
