import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    mask = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask
    B, T, V = logits.shape
    nll = F.cross_entropy(logits[:, :-1].reshape(B, V, T - 1), ids[:, 1:], reduction="none")
    counted = mask[:, 1:]
    return (nll * counted).sum() / counted.sum().clamp(min=1)
