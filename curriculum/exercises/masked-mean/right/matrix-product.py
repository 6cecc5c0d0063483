import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    weights = mask.to(x.dtype)  # (B, T)
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1)
    clean = x.masked_fill(~mask[..., None], 0)
    return torch.bmm(weights[:, None, :], clean).squeeze(1)
