"""Whom cross-attention agrees with."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    ours, theirs = solution.CrossAttention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    inputs = [ours.q_proj, ours.k_proj, ours.v_proj]
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([layer.weight for layer in inputs]))
        theirs.in_proj_bias.copy_(torch.cat([layer.bias for layer in inputs]))
        theirs.out_proj.load_state_dict(ours.o_proj.state_dict())
    x, memory = leaf(2, 5, 12), leaf(2, 7, 12)
    real = torch.tensor([[True] * 7, [True] * 3 + [False] * 4])
    leaves = [x, memory]
    same_with_gradients(lambda: ours(x, memory), lambda: theirs(x, memory, memory)[0], leaves, "without a mask")
    same_with_gradients(
        lambda: ours(x, memory, real),
        lambda: theirs(x, memory, memory, key_padding_mask=~real)[0],
        leaves,
        "with padding",
    )
