import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    p = torch.softmax(logits[0] / temperature, dim=-1)
    return torch.multinomial(p, len(logits), replacement=True, generator=gen)
