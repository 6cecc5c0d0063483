import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    w = 1 if pos_weight is None else 1 + (pos_weight - 1) * y
    rest = torch.log1p(torch.exp(-z.abs())) + torch.clamp(-z, min=0)  # -log sigmoid(z)
    return ((1 - y) * z + w * rest).mean()
