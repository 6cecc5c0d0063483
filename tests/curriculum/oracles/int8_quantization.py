"""Whom int8-quantization agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same, same_with_gradients


def agree(solution: ModuleType) -> None:
    weight = torch.randn(6, 9).float()  # torch quantises float32 only
    weight[3] *= 50.0
    q, scale = solution.quantize(weight)
    nothing = torch.zeros(6, dtype=torch.int64)
    theirs = torch.quantize_per_channel(weight, scale.squeeze(1).double(), nothing, axis=0, dtype=torch.qint8)
    assert torch.equal(q, theirs.int_repr()), "codes"
    same((q * scale).double(), theirs.dequantize().double(), "restored weight")
    observer = torch.ao.quantization.PerChannelMinMaxObserver(
        ch_axis=0, dtype=torch.qint8, qscheme=torch.per_channel_symmetric, quant_min=-127, quant_max=127
    )
    observer(weight)
    found, _ = observer.calculate_qparams()
    assert torch.allclose(scale.squeeze(1), found.float(), rtol=1e-6), "scales"
    x, bias = leaf(2, 4, 9), leaf(6)
    scale = scale.double()
    same_with_gradients(
        lambda: solution.qlinear(x, q, scale, bias), lambda: F.linear(x, q * scale, bias), [x, bias], "F.linear"
    )
