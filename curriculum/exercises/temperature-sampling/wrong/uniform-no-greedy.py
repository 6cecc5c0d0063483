import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    return torch.randint(logits.shape[-1], (len(logits),), generator=gen)
