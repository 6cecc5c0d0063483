import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    score = z.sigmoid()
    weight = torch.ones_like(score) if pos_weight is None else pos_weight
    loss = weight * y * torch.log1p(torch.exp(-score)) + (1 - y) * torch.log1p(torch.exp(score))
    return loss.mean()
