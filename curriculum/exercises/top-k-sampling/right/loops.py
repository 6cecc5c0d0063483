import torch
from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    out = torch.full_like(logits, torch.finfo(logits.dtype).min)
    for row in range(len(logits)):
        best = sorted(range(logits.shape[-1]), key=lambda token: -logits[row, token].item())[:k]
        for token in best:
            out[row, token] = logits[row, token]
    return out
