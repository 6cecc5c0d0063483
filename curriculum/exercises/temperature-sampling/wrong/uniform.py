import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    if temperature == 0:
        return logits.argmax(dim=-1)
    return torch.randint(logits.shape[-1], (len(logits),), generator=gen)
