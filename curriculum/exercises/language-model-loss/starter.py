import torch
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean cross-entropy of predicting each token from those before it.

    logits: (B, T, V), where logits[:, t] was computed from ids[:, : t + 1]. ids: (B, T), int64. mask: (B, T) bool, True
    where the token counts as a target. Returns a tensor of shape (); zero if nothing is to be predicted.
    """
    raise NotImplementedError
