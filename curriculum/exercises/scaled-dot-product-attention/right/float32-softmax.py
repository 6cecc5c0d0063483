import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    """Softmax in float32 whatever the inputs are, as large models do it."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e30)
    weights = torch.softmax(scores, dim=-1, dtype=torch.float32).to(q.dtype)
    if mask is not None:
        weights = weights * mask.any(dim=-1, keepdim=True)
    return weights @ v
