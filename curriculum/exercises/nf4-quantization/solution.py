import torch
import torch.nn.functional as F
from torch import Tensor


def nf4_levels() -> Tensor:
    """The 16 values of NormalFloat4, ascending, from -1 to 1 with an exact 0. Returns (16,)."""
    delta = (31 / 32 + 29 / 30) / 2  # the probability that the outermost levels stand for
    positive = torch.special.ndtri(torch.linspace(delta, 0.5, 9, dtype=torch.float64)[:-1])  # 8, the 0 left out
    negative = -torch.special.ndtri(torch.linspace(delta, 0.5, 8, dtype=torch.float64)[:-1])  # 7
    levels = torch.cat([negative, torch.zeros(1, dtype=torch.float64), positive]).sort().values
    return levels / levels[-1]


def nf4_quantize(weight: Tensor, block: int = 64) -> tuple[Tensor, Tensor]:
    """Blockwise NF4. weight: any shape, n entries. Returns packed codes (ceil(n / 2),) uint8 and absmax (ceil(n / block),).

    Blocks run over the row-major order; the last one may be short. Two codes share a byte, the earlier one in the
    high four bits.
    """
    n = weight.numel()
    blocks = F.pad(weight.reshape(-1), (0, -n % block)).view(-1, block)  # zeros at the end change no absmax
    absmax = blocks.abs().amax(dim=1)  # (blocks,)
    scaled = blocks / torch.where(absmax == 0, 1.0, absmax)[:, None]  # in [-1, 1]
    distance = (scaled[..., None] - nf4_levels().to(weight)).abs()  # (blocks, block, 16)
    codes = distance.argmin(dim=-1).flatten()[:n]
    codes = F.pad(codes, (0, n % 2))  # to an even number
    return (codes[0::2] << 4 | codes[1::2]).to(torch.uint8), absmax


def nf4_dequantize(packed: Tensor, absmax: Tensor, shape: tuple[int, ...], block: int = 64) -> Tensor:
    """The values that the codes stand for, in the given shape and in absmax's dtype."""
    n = torch.Size(shape).numel()
    codes = torch.stack([packed >> 4, packed & 15], dim=1).flatten()[:n]
    values = nf4_levels().to(absmax)[codes.long()]
    return (values * absmax.repeat_interleave(block)[:n]).view(shape)
