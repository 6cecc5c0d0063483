import math

import torch
from torch import Tensor


def apply_rope(x: Tensor, pos: Tensor, base: float = 10000.0, style: str = "half") -> Tensor:
    """Rotate each pair of features of x (..., T, d) by the angle pos[t] * base ** (-2i / d).

    pos: (T,), whole numbers, in any order. style: which features are a pair, "half": i and i + d/2,
    "interleaved": 2i and 2i + 1. Returns a tensor like x. Raises ValueError if d is odd.
    """
    d = x.shape[-1]
    if d % 2 != 0:
        raise ValueError(f"pairs need an even width, not {d}")
    even = torch.arange(0, d, 2, device=x.device, dtype=x.dtype)  # 0, 2, 4, ...: the 2i of the formula
    angle = pos[:, None].to(x.dtype) * base ** (-even / d)  # (T, d / 2), the same for all leading axes
    cos, sin = angle.cos(), angle.sin()
    if style == "half":
        one, two = x[..., : d // 2], x[..., d // 2 :]  # (..., T, d / 2) each
        return torch.cat([one * cos - two * sin, one * sin + two * cos], dim=-1)
    one, two = x[..., 0::2], x[..., 1::2]
    return torch.stack([one * cos - two * sin, one * sin + two * cos], dim=-1).flatten(-2)


def rotary_attention(
    q: Tensor, k: Tensor, v: Tensor, q_pos: Tensor, k_pos: Tensor, base: float = 10000.0, style: str = "half"
) -> Tensor:
    """Attention without a mask, softmax(q k^T / sqrt(d)) v, in which q and k carry their positions.

    q: (..., Tq, d), q_pos: (Tq,). k: (..., Tk, d), v: (..., Tk, dv), k_pos: (Tk,). Returns (..., Tq, dv).
    """
    q = apply_rope(q, q_pos, base, style)
    k = apply_rope(k, k_pos, base, style)  # v keeps what it says, wherever it stands
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (..., Tq, Tk)
    return torch.softmax(scores, dim=-1) @ v
