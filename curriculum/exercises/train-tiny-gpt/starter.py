import torch
from torch import Tensor, nn


def split(data: Tensor, share: float) -> tuple[Tensor, Tensor]:
    """Cut a text (N,) into its beginning, to train on, and its last `share`, to validate on."""
    raise NotImplementedError


def get_batch(data: Tensor, batch: int, block: int, gen: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw `batch` windows of `block` tokens, at places drawn from gen, and the tokens that follow each position.

    data: (N,), int64, N > block. Returns x, y: (batch, block) each, where y is x one token later.
    """
    raise NotImplementedError


def evaluate(model: nn.Module, data: Tensor, block: int) -> float:
    """Return the mean loss over all tokens of data (N,) but the first, read in windows of `block` side by side."""
    raise NotImplementedError


def fit(model: nn.Module, data: Tensor, steps: int, batch: int, block: int, lr: float, seed: int) -> list[float]:
    """Train for `steps` updates with AdamW, gradients clipped to norm 1. Returns each step's loss before its update."""
    raise NotImplementedError
