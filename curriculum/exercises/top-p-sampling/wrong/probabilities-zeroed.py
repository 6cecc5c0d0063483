import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    ordered, order = logits.sort(dim=-1, descending=True)
    probs = ordered.softmax(dim=-1)
    before = probs.cumsum(dim=-1) - probs
    keep = before < p
    keep[:, :min_keep] = True
    kept = torch.zeros_like(keep).scatter(-1, order, keep)
    return logits.softmax(dim=-1).masked_fill(~kept, 0.0)
