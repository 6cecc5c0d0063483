import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    if temperature == 0:
        return logits.argmax(dim=-1)
    p = torch.softmax(logits / temperature, dim=-1)
    u = torch.rand(1, 1, generator=gen, dtype=p.dtype)
    return (p.cumsum(dim=-1) < u).sum(dim=-1).clamp(max=logits.shape[-1] - 1)
