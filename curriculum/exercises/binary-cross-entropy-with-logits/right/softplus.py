import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    weight = 1.0 if pos_weight is None else pos_weight
    return (weight * y * F.softplus(-z) + (1 - y) * F.softplus(z)).mean()
