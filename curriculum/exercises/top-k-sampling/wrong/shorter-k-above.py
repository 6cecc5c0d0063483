from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    return logits.topk(k, dim=-1).values
