from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    ordered, order = logits.sort(dim=-1, descending=True)
    probs = ordered.softmax(dim=-1)
    before = probs.cumsum(dim=-1) - probs
    keep = before < p
    return ordered.masked_fill(~keep, float("-inf"))
