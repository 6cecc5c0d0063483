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
    q, k, v = x @ w_q, x @ w_k, x @ w_v  # (B, T, d), (B, T, d), (B, T, dv)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, T, T): rows are queries, columns keys
    length = x.shape[1]
    allowed = torch.ones(length, length, dtype=torch.bool, device=x.device).tril()  # itself and the past
    if padding_mask is not None:
        allowed = allowed & padding_mask[:, None, :]  # (B, T, T): hides the columns, the keys, of padding
    # Finite, because a padding row at the left may attend to nothing: a row of -inf would turn into NaN.
    scores = scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)
    return torch.softmax(scores, dim=-1) @ v  # (B, T, dv)
