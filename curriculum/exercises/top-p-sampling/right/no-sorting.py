import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    """A token stays if all that are likelier than it sum to less than p."""
    probs = logits.softmax(dim=-1)
    likelier = logits.unsqueeze(1) > logits.unsqueeze(2)  # (B, V, V): [b, i, j], j is likelier than i
    above = torch.einsum("bij,bj->bi", likelier.to(probs.dtype), probs)
    keep = (above < p) | (likelier.sum(dim=-1) < min_keep)
    return torch.where(keep, logits, torch.finfo(logits.dtype).min)
