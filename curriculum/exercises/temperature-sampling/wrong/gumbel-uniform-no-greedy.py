import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    noise = torch.rand(logits.shape, generator=gen, dtype=logits.dtype)
    return (logits / temperature + noise).argmax(dim=-1)
