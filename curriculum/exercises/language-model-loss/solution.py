import torch
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean cross-entropy of predicting each token from those before it.

    logits: (B, T, V), where logits[:, t] was computed from ids[:, : t + 1]. ids: (B, T), int64. mask: (B, T) bool, True
    where the token counts as a target. Returns a tensor of shape (); zero if nothing is to be predicted.
    """
    predictions = logits[:, :-1]  # (B, T-1, V): nothing follows the last position
    targets = ids[:, 1:]  # (B, T-1): nothing predicts the first token
    log_p = torch.log_softmax(predictions, dim=-1)  # (B, T-1, V)
    nll = -log_p.gather(-1, targets.unsqueeze(-1)).squeeze(-1)  # (B, T-1), one loss a target
    counted = torch.ones_like(targets, dtype=torch.bool) if mask is None else mask[:, 1:]  # moves with the targets
    return (nll * counted).sum() / counted.sum().clamp(min=1)  # over tokens, not over sequences; 0/1 if there are none
