import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    """From the unlikely end, as transformers does it: drop while what has been dropped stays within 1 - p."""
    ordered, order = torch.sort(logits, descending=False, dim=-1)
    cumulated = ordered.softmax(dim=-1).cumsum(dim=-1)  # (B, V)
    drop = cumulated <= 1 - p
    drop[..., -min_keep:] = False
    return logits.masked_fill(drop.scatter(-1, order, drop), float("-inf"))
