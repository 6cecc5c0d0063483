import math

import torch
from torch import Tensor, nn


class CrossAttention(nn.Module):
    """One sequence asks, another answers: queries from x, keys and values from memory, in several heads.

    Has four nn.Linear(d_model, d_model): q_proj, k_proj, v_proj and o_proj. num_heads divides d_model.
    """

    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, memory: Tensor, mem_mask: Tensor | None = None) -> Tensor:
        """x: (B, Tq, d_model), who asks. memory: (B, Tk, d_model), who is asked.

        mem_mask: bool (B, Tk), True for real tokens, False for padding; each row has a True. Returns (B, Tq, d_model).
        """
        raise NotImplementedError
