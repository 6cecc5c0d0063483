import torch
from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    kept = torch.full_like(logits, float("-inf"))
    values, places = logits.detach().topk(k, dim=-1)
    return kept.scatter(-1, places, values)
