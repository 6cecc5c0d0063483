import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """One uniform number a row, looked up in the cumulated probabilities."""
    if temperature < 1e-6:
        return logits.argmax(dim=-1)
    cumulated = torch.softmax(logits.double() / temperature, dim=-1).cumsum(dim=-1)  # (B, V)
    u = torch.rand(len(logits), 1, generator=gen, dtype=torch.float64)
    return torch.searchsorted(cumulated, u * cumulated[:, -1:], right=True).squeeze(-1)
