import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    if temperature == 0:
        return logits.argmax(dim=-1, keepdim=True)
    p = torch.softmax(logits / temperature, dim=-1)
    return torch.multinomial(p, 1, generator=gen).squeeze(-1)
