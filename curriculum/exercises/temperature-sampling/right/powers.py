import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """p to the power of 1/T, normalised again: the same distribution."""
    if temperature == 0:
        return torch.max(logits, dim=1).indices
    p = logits.log_softmax(dim=-1)
    p = (p - p.amax(dim=-1, keepdim=True)).exp() ** (1.0 / temperature)
    return torch.multinomial(p / p.sum(dim=-1, keepdim=True), 1, generator=gen).flatten()
