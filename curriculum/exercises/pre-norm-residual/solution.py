import torch
from torch import Tensor, nn


class Sublayer(nn.Module):
    """Wraps any fn in a pre-norm residual connection: x + fn(LayerNorm(x)).

    Has the parameters of one LayerNorm of width d (eps 1e-5) and those of fn, a module that keeps the shape.
    """

    def __init__(self, d: int, fn: nn.Module) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.fn = fn  # assigning a module registers it, parameters and all

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns the same shape and leaves x itself alone."""
        return x + self.fn(self.norm(x))  # the trunk keeps the raw x; the norm stands inside the branch
