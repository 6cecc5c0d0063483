import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    """Return the mean cross-entropy of the rows whose target is not ignore_index; 0 if there are none.

    logits: (N, C), any real numbers; target: int64 (N,), classes 0..C-1 or ignore_index. Returns a scalar.
    """
    kept = target != ignore_index  # (N,)
    log_p = (torch.softmax(logits, dim=1) + 1e-9).log()  # (N, C): the log of the softmax, no overflow
    safe = target.masked_fill(~kept, 0)  # any valid class, so that gather works; those rows are dropped below
    right = log_p.gather(1, safe.unsqueeze(1)).squeeze(1)  # (N,)
    uniform = log_p.mean(dim=1)  # (N,): the part of the label that is spread over all C classes
    losses = -(1 - label_smoothing) * right - label_smoothing * uniform
    return losses.masked_fill(~kept, 0.0).sum() / kept.sum().clamp(min=1)
