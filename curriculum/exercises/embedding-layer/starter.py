from torch import Tensor, nn


class Embedding(nn.Module):
    """A table of n vectors of width d, looked up by integer ids of any shape.

    The row padding_idx, if there is one, is zero and receives no gradient.
    """

    def __init__(self, n: int, d: int, padding_idx: int | None = None) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of the ids: (...) -> (..., d)."""
        raise NotImplementedError
