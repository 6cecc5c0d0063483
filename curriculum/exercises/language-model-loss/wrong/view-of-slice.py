import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    mask = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask
    V = logits.shape[-1]
    nll = F.cross_entropy(logits[:, :-1].view(-1, V), ids[:, 1:].view(-1), reduction="none")
    counted = mask[:, 1:].reshape(-1)
    return (nll * counted).sum() / counted.sum().clamp(min=1)
