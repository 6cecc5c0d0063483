import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    per_element = F.softplus(z) - y * z
    if pos_weight is not None:
        per_element = per_element * pos_weight
    return per_element.mean()
