"""Whom grouped-query-attention agrees with."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import Tensor
from torch.nn import functional as F


def agree(solution: ModuleType) -> None:
    for kv in (1, 2, 3, 6):
        agree_with(solution, kv)


def agree_with(solution: ModuleType, kv: int) -> None:
    """Compare six query heads on kv KV heads with torch's grouping and with Llama's."""
    from transformers.models.llama.modeling_llama import repeat_kv

    ours = solution.GroupedQueryAttention(24, 6, kv)
    x = leaf(2, 5, 24)

    def heads() -> list[Tensor]:
        return [layer(x).view(2, 5, -1, 4).transpose(1, 2) for layer in (ours.q_proj, ours.k_proj, ours.v_proj)]

    def merged(out: Tensor) -> Tensor:
        return ours.o_proj(out.transpose(1, 2).reshape(2, 5, 24))

    def torchs(mask: Tensor | None) -> Tensor:
        return merged(F.scaled_dot_product_attention(*heads(), attn_mask=mask, enable_gqa=True))

    def llamas() -> Tensor:
        q, k, v = heads()
        scores = q @ repeat_kv(k, 6 // kv).mT / 4**0.5
        return merged(scores.softmax(dim=-1) @ repeat_kv(v, 6 // kv))

    leaves = [x, *ours.parameters()]
    causal = torch.ones(5, 5, dtype=torch.bool).tril()
    same_with_gradients(lambda: ours(x), lambda: torchs(None), leaves, f"torch, {kv} KV heads")
    same_with_gradients(lambda: ours(x, causal), lambda: torchs(causal), leaves, f"torch, {kv} KV heads, causal")
    same_with_gradients(lambda: ours(x), llamas, leaves, f"Llama's repeat_kv, {kv} KV heads")
