from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    kth = logits.topk(k, dim=-1).values[:, -1:]
    return logits.masked_fill(logits >= kth, float("-inf"))
