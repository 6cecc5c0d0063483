import torch
from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    values, places = torch.topk(logits, min(k, logits.shape[-1]), dim=-1)  # (B, k) each
    return torch.full_like(logits, float("-inf")).scatter(-1, places, values)
