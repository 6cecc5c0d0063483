import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    both = torch.stack([torch.zeros_like(z), z], dim=-1)  # a softmax over "no" and "yes"
    log_no, log_yes = torch.log_softmax(both, dim=-1).unbind(dim=-1)
    if pos_weight is None:
        pos_weight = torch.ones_like(z)
    losses = -(pos_weight * y * log_yes) - (1 - y) * log_no
    return losses.sum() / losses.numel()
