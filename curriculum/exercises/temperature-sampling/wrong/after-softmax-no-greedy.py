import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    p = torch.softmax(logits, dim=-1) / temperature
    return torch.multinomial(p, 1, generator=gen).squeeze(-1)
