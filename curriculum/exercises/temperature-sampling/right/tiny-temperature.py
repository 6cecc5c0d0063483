import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """No case of its own for 0: a tiny temperature puts all the probability on the largest logit."""
    scaled = logits / max(temperature, 1e-6)
    return torch.multinomial(scaled.softmax(dim=-1), num_samples=1, generator=gen)[:, 0]
