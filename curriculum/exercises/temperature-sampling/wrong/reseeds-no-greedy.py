import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    gen.manual_seed(0)
    p = torch.softmax(logits / temperature, dim=-1)
    return torch.multinomial(p, 1, generator=gen).squeeze(-1)
