import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor, ignore_index: int = -100, label_smoothing: float = 0.0) -> Tensor:
    probs = torch.exp(logits - logits.amax(-1, keepdim=True))
    probs = probs / probs.sum(-1, keepdim=True)
    scores = torch.log_softmax(probs, dim=-1)
    use = target.ne(ignore_index)
    q = torch.zeros_like(scores).scatter(1, torch.where(use, target, 0)[:, None], 1.0 - label_smoothing)
    q = (q + label_smoothing / scores.size(1)) * use[:, None]
    return -(q * scores).sum() / max(int(use.sum()), 1)
