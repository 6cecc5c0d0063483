import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    ordered, order = logits.sort(dim=-1, descending=True)
    probs = ordered.exp() / ordered.exp().sum(dim=-1, keepdim=True)
    before = probs.cumsum(dim=-1) - probs
    drop = before >= p
    drop[:, :min_keep] = False
    dropped = torch.zeros_like(drop).scatter(-1, order, drop)
    return logits.masked_fill(dropped, float("-inf"))
