import torch
import torch.nn.functional as F
from torch import Tensor


def nf4_levels() -> Tensor:
    """The 16 values of NormalFloat4, ascending, from -1 to 1 with an exact 0. Returns (16,)."""
    raise NotImplementedError


def nf4_quantize(weight: Tensor, block: int = 64) -> tuple[Tensor, Tensor]:
    """Blockwise NF4. weight: any shape, n entries. Returns packed codes (ceil(n / 2),) uint8 and absmax (ceil(n / block),).

    Blocks run over the row-major order; the last one may be short. Two codes share a byte, the earlier one in the
    high four bits.
    """
    raise NotImplementedError


def nf4_dequantize(packed: Tensor, absmax: Tensor, shape: tuple[int, ...], block: int = 64) -> Tensor:
    """The values that the codes stand for, in the given shape and in absmax's dtype."""
    raise NotImplementedError
