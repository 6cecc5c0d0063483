"""Whom asymmetric-quantization agrees with."""

from types import ModuleType

import torch
from compare import same


def agree(solution: ModuleType) -> None:
    for x in (torch.randn(4, 5) - 0.3, torch.rand(4, 5) + 1, -torch.rand(4, 5) - 1):
        x = x.float()  # torch quantises float32 only
        for bits in (8, 4):
            q, scale, zero_point = solution.quantize_asym(x, bits)
            observer = torch.ao.quantization.MinMaxObserver(dtype=torch.quint8, quant_min=0, quant_max=2**bits - 1)
            observer(x)
            their_scale, their_zero = observer.calculate_qparams()
            assert abs(scale - float(their_scale)) < 1e-6 * scale, "scale"
            assert zero_point == int(their_zero), "zero point"
            theirs = torch.quantize_per_tensor(x, float(scale), zero_point, torch.quint8)
            codes = theirs.int_repr().clamp(max=2**bits - 1)
            assert torch.equal(q, codes), "codes"
            if bits == 8:
                restored = solution.dequantize(q, scale, zero_point).double()
                assert (restored - theirs.dequantize().double()).abs().max() < 1e-6, "restored values"
    q = torch.arange(256, dtype=torch.uint8)
    same(solution.dequantize(q, 0.25, 7).double(), 0.25 * (torch.arange(256).double() - 7), "all codes")
