from torch import Tensor


def patchify(x: Tensor, p: int) -> Tensor:
    """Cut pictures into squares of p x p pixels. x: (B, C, H, W). Returns (B, N, C * p * p), N = (H / p) (W / p).

    Patches come row by row; the numbers within one are in the order channel, row, column.
    Raises ValueError if p does not divide H and W.
    """
    raise NotImplementedError


def unpatchify(patches: Tensor, p: int, height: int, width: int) -> Tensor:
    """Put patches together again. patches: (B, N, C * p * p). Returns (B, C, height, width)."""
    raise NotImplementedError
