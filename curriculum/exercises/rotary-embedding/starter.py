import math

import torch
from torch import Tensor


def apply_rope(x: Tensor, pos: Tensor, base: float = 10000.0, style: str = "half") -> Tensor:
    """Rotate each pair of features of x (..., T, d) by the angle pos[t] * base ** (-2i / d).

    pos: (T,), whole numbers, in any order. style: which features are a pair, "half": i and i + d/2,
    "interleaved": 2i and 2i + 1. Returns a tensor like x. Raises ValueError if d is odd.
    """
    raise NotImplementedError


def rotary_attention(
    q: Tensor, k: Tensor, v: Tensor, q_pos: Tensor, k_pos: Tensor, base: float = 10000.0, style: str = "half"
) -> Tensor:
    """Attention without a mask, softmax(q k^T / sqrt(d)) v, in which q and k carry their positions.

    q: (..., Tq, d), q_pos: (Tq,). k: (..., Tk, d), v: (..., Tk, dv), k_pos: (Tk,). Returns (..., Tq, dv).
    """
    raise NotImplementedError
