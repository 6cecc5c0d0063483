import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    total, count = logits.new_zeros(()), 0
    for row, wanted in zip(logits, target.tolist()):
        if wanted == ignore_index:
            continue
        log_z = torch.logsumexp(row, dim=0)
        total = total + log_z - (1 - label_smoothing) * row[wanted] - label_smoothing * row.mean()
        count += 1
    return total / max(count, 1)
