from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    ranks = logits.argsort(dim=-1, descending=True).argsort(dim=-1)
    return logits.masked_fill(ranks > k, float("-inf"))
