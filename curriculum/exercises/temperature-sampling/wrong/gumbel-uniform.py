import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    if temperature == 0:
        return logits.argmax(dim=-1)
    noise = torch.rand(logits.shape, generator=gen, dtype=logits.dtype)
    return (logits / temperature + noise).argmax(dim=-1)
