import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    if mask is not None:
        ids = ids.masked_fill(~mask, 0)
    targets = ids[:, 1:].flatten()
    total = F.cross_entropy(logits[:, :-1].flatten(0, 1), targets, ignore_index=0, reduction="sum")
    return total / (targets != 0).sum().clamp(min=1)
