import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    if mask is not None:
        ids = ids * mask
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())
