"""Whom rms-norm agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    for eps in (1e-6, 0.1):
        for shape in ((2, 3, 7), (7,), (2, 1, 4, 7)):
            agree_with_torch(solution, eps, shape)
        for dtype in (torch.bfloat16, torch.float16, torch.float32):
            agree_with_llama(solution, eps, dtype)


def agree_with_torch(solution: ModuleType, eps: float, shape: tuple[int, ...]) -> None:
    ours, x = solution.RMSNorm(7, eps), leaf(*shape)
    torch.nn.init.normal_(ours.weight)
    same_with_gradients(
        lambda: ours(x), lambda: F.rms_norm(x, (7,), ours.weight, eps), [x, ours.weight], f"F.rms_norm on {shape}"
    )


def agree_with_llama(solution: ModuleType, eps: float, dtype: torch.dtype) -> None:
    """To the last bit, in the precision in which Llama runs."""
    from transformers.models.llama.modeling_llama import LlamaRMSNorm

    ours, llama = solution.RMSNorm(7, eps), LlamaRMSNorm(7, eps)
    with torch.no_grad():
        llama.weight.copy_(ours.weight.normal_())
    x = (300 * torch.randn(2, 3, 7)).to(dtype)
    one, other = ours.to(dtype)(x), llama.to(dtype)(x)
    assert one.dtype == other.dtype == dtype
    assert torch.equal(one, other), f"Llama's RMSNorm in {dtype}"
