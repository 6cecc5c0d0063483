"""Whom pre-norm-residual agrees with."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import Tensor, nn


class Attend(nn.Module):
    """Self-attention with one argument and one result."""

    def __init__(self, attention: nn.MultiheadAttention) -> None:
        super().__init__()
        self.attention = attention

    def forward(self, x: Tensor) -> Tensor:
        return self.attention(x, x, x, need_weights=False)[0]


def agree(solution: ModuleType) -> None:
    """Two of ours, around attention and feed-forward, are PyTorch's encoder layer with norm_first."""
    theirs = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True, norm_first=True)
    feed_forward = nn.Sequential(theirs.linear1, nn.ReLU(), theirs.linear2)
    ours = nn.Sequential(solution.Sublayer(8, Attend(theirs.self_attn)), solution.Sublayer(8, feed_forward))
    with torch.no_grad():
        for mine, norm in zip(ours, (theirs.norm1, theirs.norm2), strict=True):
            mine.norm.weight.copy_(norm.weight.normal_())
            mine.norm.bias.copy_(norm.bias.normal_())
    x = leaf(2, 5, 8)
    same_with_gradients(lambda: ours(x), lambda: theirs(x), [x, theirs.linear1.weight], "nn.TransformerEncoderLayer")
