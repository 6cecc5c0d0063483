"""Whom multi-head-attention agrees with."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    ours, theirs = solution.MultiHeadAttention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    inputs = [ours.q_proj, ours.k_proj, ours.v_proj]
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([layer.weight for layer in inputs]))
        theirs.in_proj_bias.copy_(torch.cat([layer.bias for layer in inputs]).copy_(torch.randn(36)))
        for number, layer in enumerate(inputs):
            layer.bias.copy_(theirs.in_proj_bias[12 * number : 12 * (number + 1)])
        theirs.out_proj.weight.copy_(ours.o_proj.weight)
        theirs.out_proj.bias.copy_(ours.o_proj.bias)
    x = leaf(2, 5, 12)
    causal = torch.ones(5, 5, dtype=torch.bool).tril()
    same_with_gradients(lambda: ours(x), lambda: theirs(x, x, x)[0], [x], "without a mask")
    same_with_gradients(
        lambda: ours(x, causal), lambda: theirs(x, x, x, attn_mask=~causal)[0], [x], "with a causal mask"
    )
