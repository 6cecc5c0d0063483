import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    """Targets as one-hot vectors; a target that does not count is a row of zeros."""
    targets = F.one_hot(ids[:, 1:], logits.shape[-1]).to(logits.dtype)
    if mask is not None:
        targets = targets * mask[:, 1:, None]
    count = targets.sum()
    total = -torch.einsum("btv,btv->", targets, logits[:, :-1].log_softmax(dim=-1))
    return total / count if count > 0 else total
