import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """The largest of logits plus Gumbel noise is distributed as softmax."""
    if temperature == 0:
        return logits.argmax(dim=-1)
    u = torch.rand(logits.shape, generator=gen, dtype=torch.float64).clamp(min=1e-300)  # (B, V)
    return (logits / temperature - torch.log(-torch.log(u))).argmax(dim=-1)
