import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    if mask is None:
        nothing = -100
    else:
        nothing, ids = 0, ids.masked_fill(~mask, 0)
    targets = ids[:, 1:].flatten()
    total = F.cross_entropy(logits[:, :-1].flatten(0, 1), targets, ignore_index=nothing, reduction="sum")
    return total / (targets != nothing).sum().clamp(min=1)
