from torch import Tensor


def linear(x: Tensor, W: Tensor, b: Tensor | None = None) -> Tensor:
    """Return x W^T + b. x: (..., i); W: (o, i), one row for each output; b: (o,) or None. Returns (..., o)."""
    y = (x.view(-1, x.shape[-1]) @ W.T).view(*x.shape[:-1], W.shape[0])  # (..., i) @ (i, o) -> (..., o)
    if b is not None:
        y = y + b  # broadcast along the last axis
    return y
