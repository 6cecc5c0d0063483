import torch
import torch.nn.functional as F
from torch import Tensor


def nf4_levels():
    """Quantiles through the error function, Phi^-1(p) = sqrt(2) erfinv(2p - 1); the root cancels."""
    top = 2 * (31 / 32 + 29 / 30) / 2 - 1
    right = torch.erfinv(torch.arange(9, dtype=torch.float64) / 8 * top)
    left = torch.erfinv(torch.arange(7, 0, -1, dtype=torch.float64) / 7 * top)
    return torch.cat([-left, right]) / right[-1]


def nf4_quantize(weight, block=64):
    """Blocks as columns, and a level at a time is tried and kept if it is nearer."""
    n = weight.numel()
    count = (n + block - 1) // block
    padded = torch.zeros(count * block, dtype=weight.dtype, device=weight.device)
    padded[:n] = weight.contiguous().view(-1)
    columns = padded.view(count, block).T
    absmax = columns.abs().max(dim=0).values
    best, codes = torch.full_like(columns, float("inf")), torch.zeros(columns.shape, dtype=torch.uint8)
    for code in [7, *range(7), *range(8, 16)]:
        off = (columns - nf4_levels()[code].to(weight.dtype) * absmax).abs()
        nearer = off < best
        codes[nearer], best = code, torch.where(nearer, off, best)
    codes = codes.T.flatten()[: n + n % 2] if count * block > n else codes.T.flatten()
    return torch.bitwise_or(codes[::2] * 16, F.pad(codes[1::2], (0, n % 2))[: (n + 1) // 2]), absmax


def nf4_dequantize(packed, absmax, shape, block=64):
    """A table from bytes to pairs of values."""
    levels = nf4_levels().to(absmax.dtype)
    pairs = torch.stack([levels.repeat_interleave(16), levels.repeat(16)], dim=1)  # (256, 2)
    values = pairs[packed.int()].view(-1)
    out = torch.empty(shape, dtype=absmax.dtype, device=absmax.device)
    values = values[: out.numel()]
    scales = absmax[torch.arange(len(values)) // block]
    return out.copy_((values * scales).view(shape))
