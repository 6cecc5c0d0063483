import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    k = logits.shape[-1]
    use = target != ignore_index
    dist = torch.full_like(logits, label_smoothing / (k - 1))
    for i, t in enumerate(target.tolist()):
        if use[i]:
            dist[i, t] = 1 - label_smoothing
        else:
            dist[i] = 0
    return -(dist * torch.log_softmax(logits, 1)).sum() / use.sum().clamp_min(1)
