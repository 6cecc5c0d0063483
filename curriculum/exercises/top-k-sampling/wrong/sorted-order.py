from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    values = logits.sort(dim=-1, descending=True).values
    values[:, k:] = float("-inf")
    return values
