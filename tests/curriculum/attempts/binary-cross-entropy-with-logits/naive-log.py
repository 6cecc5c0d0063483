import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    prob = 1 / (1 + torch.exp(-z))
    first = y * torch.log(prob)
    second = (1 - y) * torch.log(1 - prob)
    if pos_weight is not None:
        first = first * pos_weight
    return torch.mean(-first - second)
