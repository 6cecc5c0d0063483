import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    classes = logits.shape[1]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    labels = (target[:, None] == torch.arange(classes, device=logits.device)).to(logits.dtype)
    labels = (1 - label_smoothing) * labels + label_smoothing / classes
    labels = torch.where((target == ignore_index)[:, None], 0.0, labels)
    count = (target != ignore_index).sum()
    return -(labels * log_p).sum() / torch.maximum(count, torch.ones_like(count))
