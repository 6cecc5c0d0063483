import torch
from torch import Tensor


def softplus(z: Tensor) -> Tensor:
    return torch.where(z > 0, z + torch.log1p(torch.exp(-z)), torch.log1p(torch.exp(z)))


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    positive = y * softplus(-z)
    if pos_weight is not None:
        positive = pos_weight * positive
    return (positive + (1 - y) * softplus(z)).mean()
