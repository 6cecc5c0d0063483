import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """Draw one token for each row from softmax(logits / temperature).

    logits: (B, V). temperature: 0 or more; 0 takes the largest logit. gen: the only source of randomness. Returns (B,),
    int64.
    """
    if temperature == 0:
        return logits.argmax(dim=-1)  # the limit of T -> 0; dividing by 0 would give inf - inf
    p = torch.softmax(logits / temperature, dim=-1)  # (B, V); the temperature goes in before the softmax
    return torch.multinomial(p, num_samples=1, generator=gen).squeeze(-1)  # (B, 1) -> (B,), each row by itself
