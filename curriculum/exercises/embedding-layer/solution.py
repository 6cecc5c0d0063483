import torch
from torch import Tensor, nn


class Embedding(nn.Module):
    """A table of n vectors of width d, looked up by integer ids of any shape.

    The row padding_idx, if there is one, is zero and receives no gradient.
    """

    def __init__(self, n: int, d: int, padding_idx: int | None = None) -> None:
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(n, d))
        if padding_idx is not None:  # not `if padding_idx`: 0 is an id like any other, and the usual one
            with torch.no_grad():
                self.weight[padding_idx] = 0.0

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of the ids: (...) -> (..., d)."""
        rows = self.weight[ids]  # indexing adds up the gradients of an id that occurs several times
        if self.padding_idx is None:
            return rows
        padded = (ids == self.padding_idx).unsqueeze(-1)
        return rows.masked_fill(padded, 0.0)  # a constant, so nothing flows back into the padding row
