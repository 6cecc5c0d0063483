"""Whom nf4-quantization agrees with: SciPy's quantiles, the values the QLoRA paper prints, and brute force."""

from types import ModuleType

import torch
from compare import same

# Appendix E of "QLoRA: Efficient Finetuning of Quantized LLMs", https://arxiv.org/abs/2305.14314
PRINTED = [
    -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
    -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
    0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
]  # fmt: skip


def agree(solution: ModuleType) -> None:
    from scipy.stats import norm

    levels = solution.nf4_levels()
    assert (levels - torch.tensor(PRINTED)).abs().max() < 1e-6, "the printed values"
    delta = (31 / 32 + 29 / 30) / 2
    quantiles = [norm.ppf(0.5 + (delta - 0.5) * k / 8) for k in range(1, 9)]
    quantiles += [0.0] + [-norm.ppf(0.5 + (delta - 0.5) * k / 7) for k in range(1, 8)]
    same(levels, torch.tensor(sorted(quantiles)) / max(quantiles), "SciPy's quantiles")
    weight = torch.randn(7, 11) * torch.rand(7, 1) * 5
    for block in (10, 16, 77, 100):
        packed, absmax = solution.nf4_quantize(weight, block)
        restored = solution.nf4_dequantize(packed, absmax, (7, 11), block)
        parts = []
        for part in weight.flatten().split(block):
            values = levels * part.abs().max()
            parts.append(torch.stack([values[(values - one).abs().argmin()] for one in part]))
        same(restored, torch.cat(parts).view(7, 11), f"the nearest values, blocks of {block}")
