import torch
from torch import Tensor, nn


class Sublayer(nn.Module):
    """Wraps any fn in a pre-norm residual connection: x + fn(LayerNorm(x)).

    Has the parameters of one LayerNorm of width d (eps 1e-5) and those of fn, a module that keeps the shape.
    """

    def __init__(self, d: int, fn: nn.Module) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., d). Returns the same shape and leaves x itself alone."""
        raise NotImplementedError
