import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    mask = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask
    flat, targets, counted = logits.flatten(0, 1), ids.flatten(), mask.flatten()
    nll = F.cross_entropy(flat[:-1], targets[1:], reduction="none")
    return (nll * counted[1:]).sum() / counted[1:].sum()
