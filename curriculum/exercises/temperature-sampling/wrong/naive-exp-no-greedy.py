import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    p = torch.exp(logits / temperature)
    p = p / p.sum(dim=-1, keepdim=True)
    return torch.multinomial(p, 1, generator=gen).squeeze(-1)
