import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    logp = torch.nn.functional.log_softmax(logits, dim=-1)
    total = logits.new_zeros(())
    for i in range(len(target)):
        if target[i] == ignore_index:
            continue
        total = total - (1.0 - label_smoothing) * logp[i, target[i]]
        total = total - label_smoothing / logits.size(-1) * logp[i].sum()
    return total / logits.size(0)
