from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    kth = logits[0].topk(k).values[-1]
    return logits.masked_fill(logits < kth, float("-inf"))
