import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    zero = torch.zeros_like(z)
    yes = torch.logaddexp(zero, -z)
    no = torch.logaddexp(zero, z)
    if pos_weight is not None:
        yes = yes * pos_weight
    return torch.lerp(no, yes, y).mean()
