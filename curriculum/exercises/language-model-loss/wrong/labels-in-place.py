import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    labels = ids
    if mask is not None:
        labels[~mask] = -100
    targets = labels[:, 1:].reshape(-1)  # (B (T-1),)
    total = F.cross_entropy(logits[:, :-1].reshape(-1, logits.shape[-1]), targets, ignore_index=-100, reduction="sum")
    return total / (targets != -100).sum().clamp(min=1)
