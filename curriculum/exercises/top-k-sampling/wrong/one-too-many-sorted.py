from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    ordered = logits.sort(dim=-1, descending=True).values
    kth = ordered[:, k].unsqueeze(-1)
    return logits.masked_fill(logits < kth, float("-inf"))
