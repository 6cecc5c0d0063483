import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    if temperature > 0:
        logits = logits / temperature
    p = torch.softmax(logits, dim=-1)
    return torch.multinomial(p, 1, generator=gen).squeeze(-1)
