import math

import torch
from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return softmax(q k^T / sqrt(d)) v.

    q: (..., Tq, d); k: (..., Tk, d); v: (..., Tk, dv). mask: bool, broadcastable to (..., Tq, Tk), True where the
    query may attend to the key. A query that may attend to nothing gets zeros. Returns (..., Tq, dv).
    """
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (..., Tq, Tk)
    if mask is None:
        return torch.softmax(scores, dim=-1) @ v  # (..., Tq, dv)
    # A finite "minus infinity" keeps rows that may attend to nothing free of NaN, in the values and in the gradients.
    scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1)  # (..., Tq, Tk), every row sums to 1
    weights = weights.masked_fill(~mask, 0.0)  # changes only the rows that may attend to nothing
    return weights @ v  # (..., Tq, dv)
