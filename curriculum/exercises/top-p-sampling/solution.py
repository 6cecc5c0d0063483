import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    """Keep each row's smallest set of likeliest tokens whose probabilities sum to p or more; set the others to -inf.

    logits: (B, V). p: above 0, at most 1. min_keep: at least so many tokens stay. Returns (B, V), and leaves its input
    as it is.
    """
    ordered, order = logits.sort(dim=-1, descending=True)  # (B, V) each, likeliest first
    probs = ordered.softmax(dim=-1)
    before = probs.cumsum(dim=-1) - probs  # what has been collected before this token; 0 for the first
    keep = before < p  # so the token that crosses p stays
    keep[:, :min_keep] = True
    kept = torch.zeros_like(keep).scatter(-1, order, keep)  # back to the order of the vocabulary
    return logits.masked_fill(~kept, float("-inf"))
