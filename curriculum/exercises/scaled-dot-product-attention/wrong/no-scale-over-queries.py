import torch
from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    scores = q @ k.transpose(-2, -1)
    if mask is None:
        return torch.softmax(scores, dim=-2) @ v
    scores = scores.masked_fill(~mask, -1e9)
    weights = torch.softmax(scores, dim=-2).masked_fill(~mask, 0.0)
    return weights @ v
