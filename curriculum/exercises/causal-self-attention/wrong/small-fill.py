import math

import torch
from torch import Tensor


def causal_self_attention(
    x: Tensor, w_q: Tensor, w_k: Tensor, w_v: Tensor, padding_mask: Tensor | None = None
) -> Tensor:
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    length = x.shape[1]
    allowed = torch.ones(length, length, dtype=torch.bool, device=x.device).tril()
    if padding_mask is not None:
        allowed = allowed & padding_mask[:, None, :]
    scores = scores.masked_fill(~allowed, -100.0)
    return torch.softmax(scores, dim=-1) @ v
