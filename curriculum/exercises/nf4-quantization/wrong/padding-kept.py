import torch
import torch.nn.functional as F
from torch import Tensor


def nf4_levels() -> Tensor:
    delta = (31 / 32 + 29 / 30) / 2
    upper = torch.special.ndtri(torch.linspace(0.5, delta, 9, dtype=torch.float64))[1:]
    lower = torch.special.ndtri(torch.linspace(0.5, delta, 8, dtype=torch.float64))[1:]
    levels = torch.cat([-lower.flip(0), torch.zeros(1, dtype=torch.float64), upper])
    return levels / upper[-1]


def encode(scaled: Tensor, levels: Tensor) -> Tensor:
    return (scaled.unsqueeze(-1) - levels).abs().argmin(dim=-1)


def pack(codes: Tensor) -> Tensor:
    if codes.numel() % 2:
        codes = F.pad(codes, (0, 1))
    return (codes[0::2] * 16 + codes[1::2]).to(torch.uint8)


def unpack(packed: Tensor) -> Tensor:
    codes = torch.zeros(2 * packed.numel(), dtype=torch.long, device=packed.device)
    codes[0::2] = (packed >> 4).long()
    codes[1::2] = (packed & 15).long()
    return codes


def nf4_quantize(weight: Tensor, block: int = 64) -> tuple[Tensor, Tensor]:
    flat = weight.reshape(-1)
    n = flat.numel()
    padded = F.pad(flat, (0, -n % block)).reshape(-1, block)
    absmax = padded.abs().amax(dim=1)
    safe = torch.where(absmax > 0, absmax, torch.ones_like(absmax))
    scaled = padded / safe.unsqueeze(1)
    codes = encode(scaled, nf4_levels().to(weight)).reshape(-1)
    return pack(codes), absmax


def nf4_dequantize(packed: Tensor, absmax: Tensor, shape: tuple[int, ...], block: int = 64) -> Tensor:
    n = torch.Size(shape).numel()
    values = nf4_levels().to(absmax)[unpack(packed)[:n]]
    scales = absmax.repeat_interleave(block)[:n]
    return (values * scales).reshape(shape)
