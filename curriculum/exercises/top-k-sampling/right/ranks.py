import torch
from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    ranks = logits.argsort(dim=-1, descending=True).argsort(dim=-1)  # (B, V): 0 for the largest
    return torch.where(ranks < k, logits, -1e9)
