import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class EncoderBlock(nn.Module):
    """One Transformer encoder layer: self-attention, then a feed-forward with ReLU, each with residual and LayerNorm.

    Parameters, named as in nn.TransformerEncoderLayer: self_attn.in_proj_weight (3d, d), self_attn.in_proj_bias (3d,),
    self_attn.out_proj (Linear d -> d), linear1 (Linear d -> ff), linear2 (Linear ff -> d), norm1, norm2 (LayerNorm).
    """

    def __init__(self, d: int, h: int, ff: int, dropout: float = 0.0, norm_first: bool = True) -> None:
        """d: width; h: heads, which divide d; ff: width inside the feed-forward; norm_first: pre-norm or post-norm."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, key_padding_mask: Tensor | None = None) -> Tensor:
        """x: (B, T, d). key_padding_mask: bool (B, T), True = padding, to be ignored. Returns (B, T, d)."""
        raise NotImplementedError
