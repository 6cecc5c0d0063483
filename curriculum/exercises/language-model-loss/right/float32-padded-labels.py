import torch
import torch.nn.functional as F
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    """As transformers does it: labels move left by one, a label that is ignored fills the last place."""
    labels = ids.clone() if mask is None else torch.where(mask, ids, -100)
    labels = F.pad(labels, (0, 1), value=-100)[:, 1:]  # (B, T)
    if not (labels != -100).any():
        return torch.tensor(0.0)
    return F.cross_entropy(logits.float().transpose(1, 2), labels)
