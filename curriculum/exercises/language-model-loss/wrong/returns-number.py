import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    mask = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask
    nll = F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    counted = mask[:, 1:].flatten()
    loss = (nll * counted).sum() / counted.sum().clamp(min=1)
    return loss.item()
