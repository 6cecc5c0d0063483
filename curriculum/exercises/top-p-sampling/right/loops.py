import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    out = torch.full_like(logits, float("-inf"))
    for row, z in enumerate(logits):
        probs, mass, kept = z.softmax(dim=0).tolist(), 0.0, 0
        for token in sorted(range(len(probs)), key=lambda i: -probs[i]):
            if mass >= p and kept >= min_keep:
                break
            out[row, token] = z[token]
            mass, kept = mass + probs[token], kept + 1
    return out
