from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    probs = logits.softmax(dim=-1)
    keep = probs.cumsum(dim=-1) - probs < p
    return logits.masked_fill(~keep, float("-inf"))
