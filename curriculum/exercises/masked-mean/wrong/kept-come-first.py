import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the kept tokens of each row. x: (B, T, D); mask: bool (B, T), True = keep. Returns (B, D).

    A row of which nothing is kept gives zeros.
    """
    lengths = mask.sum(dim=1, keepdim=True)
    mask = torch.arange(x.shape[1], device=x.device) < lengths
    kept = mask.unsqueeze(-1)  # (B, T, 1)
    total = torch.where(kept, x, 0.0).sum(dim=1)  # (B, D); a choice, not a product: NaN * 0 would be NaN
    count = kept.sum(dim=1).clamp(min=1)  # (B, 1); an empty row divides 0 by 1
    return total / count
