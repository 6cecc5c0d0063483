"""Whom rotary-embedding agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same, same_with_gradients
from torch import Tensor


def agree(solution: ModuleType) -> None:
    """Llama's rotation in transformers for the halves, complex numbers for the pairs, GPT-J's rotation for them too."""
    from transformers import LlamaConfig
    from transformers.models.gptj.modeling_gptj import rotate_every_two
    from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

    x, pos = leaf(2, 3, 5, 8), torch.tensor([4, 0, 17, 33, 2])
    config = LlamaConfig(hidden_size=24, num_attention_heads=3, head_dim=8)
    config.rope_parameters = {"rope_type": "default", "rope_theta": 500.0}
    half = (pos[:, None] * 500.0 ** (-torch.arange(0, 8, 2) / 8)).repeat(1, 2)
    cos, sin = LlamaRotaryEmbedding(config)(x, pos[None])  # computed in float32
    assert (cos - half.cos()).abs().max() < 1e-5 and (sin - half.sin()).abs().max() < 1e-5, "Llama's angles"
    theirs, _ = apply_rotary_pos_emb(x, x, half.cos()[None], half.sin()[None])
    same(solution.apply_rope(x, pos, 500.0), theirs, "Llama's rotation")

    angle = pos[:, None] * 10000.0 ** (-torch.arange(0, 8, 2) / 8)

    def complex_product() -> Tensor:
        pairs = torch.view_as_complex(x.reshape(2, 3, 5, 4, 2))
        return torch.view_as_real(pairs * torch.polar(torch.ones_like(angle), angle)).flatten(-2)

    def ours() -> Tensor:
        return solution.apply_rope(x, pos, style="interleaved")

    same_with_gradients(ours, complex_product, [x], "complex numbers")
    wide = angle.repeat_interleave(2, dim=-1)
    same(ours(), x * wide.cos() + rotate_every_two(x) * wide.sin(), "GPT-J")

    q, v, q_pos = leaf(2, 3, 2, 8), leaf(2, 3, 5, 6), torch.tensor([40, 7])
    rope = solution.apply_rope
    same_with_gradients(
        lambda: solution.rotary_attention(q, x, v, q_pos, pos),
        lambda: F.scaled_dot_product_attention(rope(q, q_pos), rope(x, pos), v),
        [q, x, v],
        "attention",
    )
