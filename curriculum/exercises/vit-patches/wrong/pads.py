from torch import Tensor
from torch.nn import functional


def patchify(x: Tensor, p: int) -> Tensor:
    """Cut pictures into squares of p x p pixels. x: (B, C, H, W). Returns (B, N, C * p * p), N = (H / p) (W / p).

    Patches come row by row; the numbers within one are in the order channel, row, column.
    Raises ValueError if p does not divide H and W.
    """
    B, C, H, W = x.shape
    x = functional.pad(x, (0, -W % p, 0, -H % p))
    H, W = x.shape[2:]
    cut = x.reshape(B, C, H // p, p, W // p, p)  # (B, C, patch row, row within, patch column, column within)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(B, (H // p) * (W // p), C * p * p)


def unpatchify(patches: Tensor, p: int, height: int, width: int) -> Tensor:
    """Put patches together again. patches: (B, N, C * p * p). Returns (B, C, height, width)."""
    B, _, size = patches.shape
    C = size // (p * p)
    cut = patches.reshape(B, height // p, width // p, C, p, p)
    return cut.permute(0, 3, 1, 4, 2, 5).reshape(B, C, height, width)
