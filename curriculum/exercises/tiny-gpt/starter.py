import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class GPT(nn.Module):
    """A language model with the parameters of GPT-2: tokens in, a score for every possible next token out.

    cfg has vocab_size, block_size (the longest sequence), n_layer, n_head, n_embd and dropout. Parameters: wte.weight
    (vocab_size, n_embd), wpe.weight (block_size, n_embd), h.0, h.1, ... (blocks as in gpt-block), ln_f.weight and
    ln_f.bias. The output matrix is wte.weight itself; a module lm_head may hold it, too.
    """

    def __init__(self, cfg: Any) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, idx: Tensor) -> Tensor:
        """idx: (B, T), whole numbers. Returns logits (B, T, vocab_size). Raises ValueError if T > block_size."""
        raise NotImplementedError
