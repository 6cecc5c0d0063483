import math

import torch
from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return softmax(q k^T / sqrt(d)) v.

    q: (..., Tq, d); k: (..., Tk, d); v: (..., Tk, dv). mask: bool, broadcastable to (..., Tq, Tk), True where the
    query may attend to the key. A query that may attend to nothing gets zeros. Returns (..., Tq, dv).
    """
    raise NotImplementedError
