from torch import Tensor


def patchify(x: Tensor, p: int) -> Tensor:
    """Cut pictures into squares of p x p pixels. x: (B, C, H, W). Returns (B, N, C * p * p), N = (H / p) (W / p).

    Patches come row by row; the numbers within one are in the order channel, row, column.
    Raises ValueError if p does not divide H and W.
    """
    B, C, H, W = x.shape
    if H % p or W % p:
        raise ValueError(f"patches of {p} do not divide a picture of {H} x {W}")
    cut = x.reshape(B, C, H // p, p, W // p, p)  # (B, C, patch row, row within, patch column, column within)
    return cut.permute(0, 1, 2, 4, 3, 5).reshape(B, (H // p) * (W // p), C * p * p)


def unpatchify(patches: Tensor, p: int, height: int, width: int) -> Tensor:
    """Put patches together again. patches: (B, N, C * p * p). Returns (B, C, height, width)."""
    B, _, size = patches.shape
    C = size // (p * p)
    cut = patches.reshape(B, height // p, width // p, C, p, p)
    return cut.permute(0, 3, 1, 4, 2, 5).reshape(B, C, height, width)
