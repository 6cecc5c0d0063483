import torch
from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    """Through a penalty that is 0 for what stays."""
    ordered, _ = logits.sort(dim=-1, descending=True)
    threshold = ordered[:, min(k, logits.shape[-1]) - 1, None]  # (B, 1): the k-th largest
    return logits + torch.zeros_like(logits).masked_fill(logits < threshold, float("-inf"))
